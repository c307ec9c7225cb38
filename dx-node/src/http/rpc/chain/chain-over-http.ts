import type { JSONRPCRequest, JSONRPCResponse } from 'json-rpc-2.0';
import { type ChainLink, chainUnavailable } from './chain-link.ts';
import { responseSchema } from './response.ts';

/** Longest that the node may take for an answer. */
const TIMEOUT_MS = 60_000;

/** Each call a request of its own. The node itself says no to subscriptions, which HTTP can't carry. */
export class ChainOverHttp implements ChainLink {
  readonly #url: string;

  /** `ws:` and `wss:` addresses are taken for those of HTTP at the same port. */
  constructor(url: string) {
    this.#url = url.replace(/^ws/, 'http');
  }

  async call(request: JSONRPCRequest, signal: AbortSignal): Promise<JSONRPCResponse | null> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const text = await response.text();
      return request.id === undefined ? null : responseSchema.parse(JSON.parse(text));
    } catch (error) {
      throw chainUnavailable(error);
    }
  }
}

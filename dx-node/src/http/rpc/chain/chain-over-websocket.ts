import type { JSONRPCRequest, JSONRPCResponse } from 'json-rpc-2.0';
import { WebSocket } from 'ws';
import { orAborted } from '../../../domain/or-aborted.ts';
import { type ChainLink, chainUnavailable } from './chain-link.ts';
import { notificationSchema, responseSchema } from './response.ts';

/** Metadata and storage proofs of large runtimes. */
const MAX_MESSAGE_BYTES = 64 * 1_048_576;
const HANDSHAKE_TIMEOUT_MS = 10_000;

export interface ChainOverWebSocketInit {
  url: string;
  /** Gets what the node tells its subscribers, as it came. */
  notify: (text: string) => void;
  /** The connection is gone, and with it every subscription. */
  onLost: () => void;
}

/** A connection to the node for one client: its subscriptions live and end with it. Opened at the first call. */
export class ChainOverWebSocket implements ChainLink {
  readonly #init: ChainOverWebSocketInit;
  readonly #waiting = new Map<number, PromiseWithResolvers<JSONRPCResponse>>();
  #socket: Promise<WebSocket> | undefined;
  #nextId = 1;
  #closed = false;

  constructor(init: ChainOverWebSocketInit) {
    this.#init = init;
  }

  async call(request: JSONRPCRequest, signal: AbortSignal): Promise<JSONRPCResponse | null> {
    this.#socket ??= this.#open();
    const socket = await this.#socket;
    if (this.#closed || socket.readyState !== WebSocket.OPEN) throw chainUnavailable();
    if (request.id === undefined) {
      socket.send(JSON.stringify(request));
      return null;
    }
    // The client's ids may be of any kind, and the same one twice: ours are on the wire.
    const id = this.#nextId;
    this.#nextId += 1;
    const answer = Promise.withResolvers<JSONRPCResponse>();
    this.#waiting.set(id, answer);
    socket.send(JSON.stringify({ ...request, id }));
    try {
      return { ...(await orAborted(answer.promise, signal)), id: request.id ?? null };
    } finally {
      this.#waiting.delete(id);
    }
  }

  close(): void {
    this.#closed = true;
    this.#socket?.then((socket) => socket.close()).catch(() => undefined);
  }

  async #open(): Promise<WebSocket> {
    const socket = new WebSocket(this.#init.url, {
      maxPayload: MAX_MESSAGE_BYTES,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    const opened = Promise.withResolvers<WebSocket>();
    socket.on('open', () => opened.resolve(socket));
    socket.on('message', (data: Buffer) => this.#onMessage(data.toString('utf8')));
    socket.on('error', (error) => opened.reject(chainUnavailable(error)));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(chainUnavailable());
      this.#socket = undefined;
      if (!this.#closed) this.#init.onLost();
    });
    return opened.promise;
  }

  #onMessage(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    const answer = responseSchema.safeParse(message);
    if (answer.success) this.#waiting.get(Number(answer.data.id))?.resolve(answer.data);
    else if (notificationSchema.safeParse(message).success) this.#init.notify(text);
  }
}

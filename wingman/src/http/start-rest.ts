import { createServer } from 'node:http';
import { type Logger, listen } from '@airo/program';
import { WingmanError } from '../errors.ts';
import type { AccessTokens } from '../ports/access-tokens.ts';
import { createRestApp } from './app.ts';
import type { RestContext } from './context.ts';
import { EventStreams } from './event-stream.ts';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

export interface RestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @throws WingmanError REST_OPEN, TOKENS_UNREADABLE; PortTakenError */
export async function startRest(
  context: RestContext,
  settings: {
    restHost: string;
    restPort: number;
    publicPerMinute: number;
    corsOrigins: readonly string[];
    tokens: AccessTokens;
  },
  log: Logger,
): Promise<RestServer> {
  const { restHost: host, restPort, tokens, publicPerMinute, corsOrigins } = settings;
  if (!(await tokens.any()) && !LOOPBACK.includes(host)) {
    throw new WingmanError(
      'REST_OPEN',
      `the REST API on ${host} can change prices: make a token with \`wingman tokens add owner --role owner\`, or set --rest-token`,
      { host },
    );
  }
  const streams = new EventStreams();
  const app = createRestApp(context, {
    tokens,
    publicPerMinute,
    corsOrigins,
    streams,
    onInternal: (error) => log.error({ err: error }, 'a REST request failed'),
  });
  const { port, close } = await listen(createServer(app), { host, port: restPort, flag: '--rest-port' });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => {
      const closed = close();
      // Their readers would never let go.
      streams.close();
      return closed;
    },
  };
}

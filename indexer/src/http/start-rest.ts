import { createServer } from 'node:http';
import { type Logger, listen } from '@airo/program';
import type { Metrics } from '../metrics.ts';
import { createRestApp } from './app.ts';
import type { RestContext } from './context.ts';

export interface RestServer {
  readonly url: string;
  readonly streams: () => number;
  close(): Promise<void>;
}

/** @throws PortTakenError */
export async function startRest(
  context: RestContext,
  settings: {
    restHost: string;
    restPort: number;
    corsOrigins: readonly string[];
    maxStreams: number;
    requestsPerMinute: number;
    proxies: number;
  },
  log: Logger,
  metrics: () => Pick<Metrics, 'answered'>,
): Promise<RestServer> {
  const { restHost: host, restPort, ...limits } = settings;
  const rest = createRestApp(context, {
    ...limits,
    onInternal: (error) => log.error({ err: error }, 'a REST request failed'),
    answered: (...figures) => metrics().answered(...figures),
  });
  const server = createServer(rest.app);
  const { port, close } = await listen(server, { host, port: restPort, flag: '--rest-port' });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    streams: rest.streams,
    close: async () => {
      rest.close();
      await close();
    },
  };
}

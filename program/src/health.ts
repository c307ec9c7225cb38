import { createServer } from 'node:http';
import type { Registry } from 'prom-client';
import { listen } from './listen.ts';

export interface HealthServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Whether the program can do its work now, and what is missing when not. */
export type Readiness = () => { readonly ok: boolean; readonly reasons: readonly string[] };

/** `/metrics` (Prometheus), `/healthz` (the process answers), `/readyz` (it can work: 200, or 503 with the reasons). */
export async function startHealthServer(init: {
  host: string;
  port: number;
  registry: Registry;
  ready: Readiness;
}): Promise<HealthServer> {
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/metrics') {
      response.setHeader('content-type', init.registry.contentType);
      response.end(await init.registry.metrics());
      return;
    }
    if (path === '/healthz' || path === '/readyz') {
      const state = path === '/healthz' ? { ok: true, reasons: [] } : init.ready();
      response.statusCode = state.ok ? 200 : 503;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(state));
      return;
    }
    response.statusCode = 404;
    response.end('look at /metrics, /healthz or /readyz\n');
  });
  const { port, close } = await listen(server, { host: init.host, port: init.port, flag: '--metrics-port' });
  return { url: `http://${init.host}:${port}`, port, close };
}

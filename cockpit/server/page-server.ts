import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { listen } from '@airo/program';
import express, { type Express } from 'express';

/** The page reads from whatever endpoints its user chose; it loads code only from here. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "worker-src 'self' blob:",
  'connect-src *',
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The built files as any static server would give them, and `endpoints.json` from where the settings say. */
export function pageApp(folder: string, endpointsFile: string | undefined): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' });
    next();
  });
  app.get('/endpoints.json', async (_request, response) => {
    const text = endpointsFile === undefined ? '{}' : await readFile(endpointsFile, 'utf8').catch(() => '{}');
    response.set('cache-control', 'no-store').type('json').send(text);
  });
  // Their names change with what is in them.
  app.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '365d', index: false }));
  app.use(
    express.static(folder, { cacheControl: false, setHeaders: (r) => r.set('cache-control', 'no-cache') }),
  );
  return app;
}

/** @throws PortTakenError, ListenError */
export async function startPageServer(init: {
  host: string;
  port: number;
  folder: string;
  endpointsFile: string | undefined;
}): Promise<{ readonly url: string; readonly done: Promise<never>; close(): Promise<void> }> {
  const { host } = init;
  const server = createServer(pageApp(init.folder, init.endpointsFile));
  const { port, close } = await listen(server, { host, port: init.port, flag: '--port' });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { url, done: new Promise<never>(() => {}), close };
}

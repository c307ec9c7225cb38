import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { listen } from '@airo/program';
import express, { type Express } from 'express';
import { buildingPage } from './building-page.ts';

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

/**
 * The built files as any static server would give them, and `endpoints.json` from where the settings say. Until they are
 * built, every page says so and loads itself anew when they are: `GET /built` answers then, with 204.
 */
export function pageApp(built: Promise<string>, endpointsFile: string | undefined): Express {
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
  app.get('/built', async (_request, response) => {
    const status = await built.then(
      () => 204,
      () => 503,
    );
    response.set('cache-control', 'no-store').status(status).end();
  });
  let page: express.Handler = buildingPage();
  built.then(
    (folder) => {
      page = pageIn(folder);
    },
    // Who started the server is told.
    () => {},
  );
  app.use((request, response, next) => page(request, response, next));
  return app;
}

function pageIn(folder: string): Express {
  const files = express();
  // Their names change with what is in them.
  files.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '365d', index: false }));
  files.use(
    express.static(folder, { cacheControl: false, setHeaders: (r) => r.set('cache-control', 'no-cache') }),
  );
  return files;
}

export interface PageServer {
  readonly url: string;
  /** Rejects when the page could not be built. */
  readonly done: Promise<never>;
  close(): Promise<void>;
}

/** @throws PortTakenError, ListenError */
export async function startPageServer(init: {
  host: string;
  port: number;
  /** The folder of the page; it may still be being built. */
  folder: Promise<string>;
  endpointsFile: string | undefined;
}): Promise<PageServer> {
  const { host, folder } = init;
  // It may fail while nobody looks at `done` yet.
  const settled = folder.then(
    () => {},
    () => {},
  );
  const server = createServer(pageApp(folder, init.endpointsFile));
  const { port, close } = await listen(server, { host, port: init.port, flag: '--port' });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url,
    done: folder.then(() => new Promise<never>(() => {})),
    async close() {
      await close();
      // What was half built is taken away.
      await settled;
    },
  };
}

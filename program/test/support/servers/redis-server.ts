import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis } from './find-program.ts';
import { freePort } from './free-ports.ts';
import { createServerProcess, type Server } from './run-server.ts';

export interface RedisServer extends Server {
  readonly url: string;
  readonly password: string;
  close(): Promise<void>;
}

/** A Redis of its own, on loopback, that keeps what it is given. @param args settings, as on its command line */
export async function startRedis(args: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-redis-'));
  const port = await freePort();
  const password = 'redis-secret';
  const server = createServerProcess({
    file: findRedis() ?? 'redis-server',
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--requirepass', password],
      ...['--appendonly', 'yes', '--save', '', ...args],
    ],
    readyLine: 'Ready to accept connections',
  });
  await server.start();
  return {
    ...server,
    url: `redis://127.0.0.1:${port}`,
    password,
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { findPostgres } from './find-program.ts';
import { freePort } from './free-ports.ts';
import { createServerProcess, type Server } from './run-server.ts';

const run = promisify(execFile);
/** Debian's user `nobody`: PostgreSQL refuses to be run by root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

export interface PostgresServer extends Server {
  readonly password: string;
  /** URL of a database that is made for it. */
  database(): Promise<string>;
  close(): Promise<void>;
}

/** A PostgreSQL of its own, on loopback, with the user `airo` who has a password. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-postgres-'));
  const user = process.getuid?.() === 0 ? NOBODY : undefined;
  const [data, password] = [join(folder, 'data'), 'postgres-secret'];
  const secret = join(folder, 'password');
  await writeFile(secret, password);
  if (user) for (const path of [folder, secret]) await chown(path, user.uid, user.gid);
  const auth = ['--auth=scram-sha-256', `--pwfile=${secret}`, '--username=airo'];
  await run(
    findPostgres('initdb') ?? 'initdb',
    ['--pgdata', data, ...auth, '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user },
  );
  const port = await freePort();
  const server = createServerProcess({
    file: findPostgres('postgres') ?? 'postgres',
    args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
    readyLine: 'database system is ready to accept connections',
    ...(user ? { user } : {}),
  });
  await server.start();
  const url = (name: string) => `postgres://airo@127.0.0.1:${port}/${name}`;
  let made = 0;
  return {
    ...server,
    password,
    async database() {
      const name = `test_${++made}`;
      const admin = url('postgres').replace('@', `:${password}@`);
      const pool = new Pool({ connectionString: admin, max: 1 });
      await pool.query(`create database ${name}`);
      await pool.end();
      return url(name);
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

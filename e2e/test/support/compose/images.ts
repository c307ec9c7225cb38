import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { cacheFolder } from '@airo/program';
import type { Service } from './compose-file.ts';
import type { Loopback } from './loopback.ts';

/** How a program is run. */
export interface Execution {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Debian's user `nobody`: PostgreSQL refuses to be run by root. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const RUNTIME = 'chain/artifacts/airo_runtime.compact.compressed.wasm';

/** Programs that stand here for those of the images, by the image's name; null when this machine has none. */
const PROGRAMS: Readonly<Record<string, () => string | null>> = {
  airo: () => process.execPath,
  'airo-node': () => there(process.env.AIRO_NODE_BINARY ?? join(cacheFolder(), 'node', 'airo-node')),
  postgres: () => findPostgres('postgres'),
  redis: () => onPath('redis-server'),
  'prom/prometheus': () => onPath('prometheus'),
  'grafana/grafana': () => null,
};
/** How a machine gets a program, and its name in `AIRO_REQUIRE`. */
export const INSTALL: Readonly<Record<string, { part: string; how: string }>> = {
  'airo-node': { part: 'rust', how: 'npm run build:node' },
  postgres: { part: 'postgres', how: 'apt install postgresql' },
  redis: { part: 'redis', how: 'apt install redis-server' },
  'prom/prometheus': { part: 'prometheus', how: 'apt install prometheus' },
  'grafana/grafana': { part: 'grafana', how: "it is in no registry of packages; Grafana's own site has it" },
};

export const imageName = ({ image }: Service): string => image.split(':')[0] ?? image;
export const programOf = (service: Service): string | null => PROGRAMS[imageName(service)]?.() ?? null;

/** What the container of a service would run, on this machine. */
export function executionOf(name: string, service: Service, loopback: Loopback): Execution {
  const file = programOf(service) ?? imageName(service);
  const env = loopback.environment(name);
  const args = loopback.command(name);
  switch (imageName(service)) {
    case 'postgres':
      return postgres(name, { file, args: args.slice(1), env }, loopback);
    case 'redis':
      return { file, args: args.slice(1), env };
    case 'prom/prometheus':
      return { file, args, env };
    default: {
      const [, ...first] = entryPoint(service).map((word) => loopback.translate(name, word));
      return { file, args: [...first, ...args], env: { ...env, AIRO_RUNTIME: resolve(RUNTIME) } };
    }
  }
}

/** The words in front of a service's command, as its Dockerfile has them. */
function entryPoint({ build }: Service): string[] {
  const [, words] = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(build?.dockerfile ?? '', 'utf8')) ?? [];
  return JSON.parse(words ?? '[]');
}

/** As the image does at its first start: a cluster, its user with the password of the file, its database. */
function postgres(name: string, { file, args, env }: Execution, loopback: Loopback): Execution {
  const data = loopback.volume(name, '/var/lib/postgresql/data');
  const user = process.getuid?.() === 0 ? NOBODY : undefined;
  if (user) chownSync(data, user.uid, user.gid);
  const { POSTGRES_USER = '', POSTGRES_PASSWORD_FILE = '', POSTGRES_DB, POSTGRES_INITDB_ARGS = '' } = env;
  const options = { ...user, env: { LC_ALL: 'C' }, stdio: ['pipe', 'ignore', 'pipe'] as const };
  const cluster = [`--pgdata=${data}`, `--username=${POSTGRES_USER}`, `--pwfile=${POSTGRES_PASSWORD_FILE}`];
  execFileSync(
    findPostgres('initdb') ?? 'initdb',
    [...cluster, ...POSTGRES_INITDB_ARGS.split(' '), '--no-sync'],
    { ...options, stdio: [...options.stdio] },
  );
  execFileSync(file, ['--single', '-D', data, 'postgres'], {
    ...options,
    stdio: [...options.stdio],
    input: `create database ${POSTGRES_DB}`,
  });
  const where = ['-D', data, '-h', '127.0.0.1', '-p', String(loopback.port(name, 5432)), '-k', data];
  return { file, args: [...where, ...args], env, ...(user ? { user } : {}) };
}

const there = (path: string) => (existsSync(path) ? path : null);
const firstThere = (folders: readonly string[], program: string) =>
  folders.map((folder) => join(folder, program)).find(existsSync) ?? null;
const onPath = (program: string) => firstThere((process.env.PATH ?? '').split(delimiter), program);

/** Debian keeps PostgreSQL's programs off `PATH`, in a folder for each version. */
function findPostgres(program: string): string | null {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).sort().reverse() : [];
  return firstThere(
    versions.map((version) => join(DEBIAN_POSTGRES, version, 'bin')),
    program,
  );
}

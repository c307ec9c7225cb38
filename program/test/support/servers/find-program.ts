import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** Path of a program of PostgreSQL; Debian keeps them off `PATH`, in a folder for each version. */
export function findPostgres(program: string): string | null {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).sort().reverse() : [];
  return firstThere([...path(), ...versions.map((v) => join(DEBIAN_POSTGRES, v, 'bin'))], program);
}

export function findRedis(): string | null {
  return firstThere(path(), 'redis-server');
}

const PARTS = {
  postgres: { package: 'postgresql', isThere: () => findPostgres('initdb') !== null },
  redis: { package: 'redis-server', isThere: () => findRedis() !== null },
} as const;

/**
 * Whether tests that need these servers can run here. If not, says on stdout what is not tested and how it would be, or
 * fails when `AIRO_REQUIRE` names what is missing.
 */
export function serversForTests(
  what: string,
  parts: readonly (keyof typeof PARTS)[] = ['postgres', 'redis'],
): boolean {
  const missing = parts.filter((part) => !PARTS[part].isThere());
  if (missing.length === 0) return true;
  const packages = missing.map((part) => PARTS[part].package);
  const skipped = `${what} is not tested: it needs ${missing.join(' and ')}; apt install ${packages.join(' ')}`;
  const required = (process.env.AIRO_REQUIRE ?? '').split(',');
  if (missing.some((part) => required.includes(part))) throw new TypeError(skipped);
  process.stdout.write(`${skipped}\n`);
  return false;
}

const path = () => (process.env.PATH ?? '').split(delimiter);

function firstThere(folders: readonly string[], program: string): string | null {
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? null;
}

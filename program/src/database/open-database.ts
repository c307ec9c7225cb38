import { readFileSync } from 'node:fs';
import { access, cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { EmbeddedDatabase } from './embedded-database.ts';

/** Small: log segments of 1 MB, at most 8 MB of them. */
const POSTGRES_CONF = ['max_wal_size=8MB', 'min_wal_size=2MB', 'wal_level=minimal', 'max_wal_senders=0'];

/**
 * The embedded PostgreSQL in a folder. A new one is a copy of the empty database in the cache, which is made when it is
 * not there: initdb takes seconds, a copy takes none.
 * @param cacheDir one that can't be written to costs time, nothing else
 */
export async function openDatabase(folder: string, cacheDir: string): Promise<PGlite> {
  if (!(await exists(folder))) await createFolder(folder, cacheDir);
  return PGlite.create({ dataDir: folder, postgresqlconf: POSTGRES_CONF });
}

/** @returns folder of an empty database, which several processes may make at once */
export async function emptyDatabase(cacheDir: string): Promise<string> {
  const folder = join(cacheDir, `pglite-${pgliteVersion()}`);
  if (await exists(folder)) return folder;
  const partial = `${folder}.${process.pid}.part`;
  try {
    await initialise(partial);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process was faster.
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

/** All or nothing, so that a process that is killed meanwhile leaves no broken database. */
async function createFolder(folder: string, cacheDir: string): Promise<void> {
  const partial = `${folder}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  const empty = await emptyDatabase(cacheDir).catch(() => null);
  if (empty === null) await initialise(partial);
  else await cp(empty, partial, { recursive: true });
  await rename(partial, folder);
}

/** No template databases, of which 15 MB are left instead of 39 MB. */
async function initialise(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const database = await PGlite.create({
    dataDir: folder,
    initDbStartParams: ['--wal-segsize=1', '--no-sync'],
    postgresqlconf: POSTGRES_CONF,
  });
  await database.exec(
    "update pg_database set datistemplate = false where datname in ('template0', 'template1')",
  );
  for (const name of ['template0', 'template1']) await database.exec(`drop database if exists ${name}`);
  await database.close();
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')).version;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What a server's background processes would do; PGlite has none. */
export async function tidyDatabase(database: Pick<EmbeddedDatabase, 'exec'>): Promise<void> {
  await database.exec('vacuum');
  await database.exec('checkpoint');
}

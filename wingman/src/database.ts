import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

/**
 * The embedded PostgreSQL in a folder. Kept small: 1 MB log segments, at most 8 MB of them, and no template databases,
 * of which 15 MB are left instead of 39 MB.
 */
export async function openDatabase(folder: string): Promise<PGlite> {
  await mkdir(folder, { recursive: true });
  const database = await PGlite.create({
    dataDir: folder,
    initDbStartParams: ['--wal-segsize=1', '--no-sync'],
    postgresqlconf: ['max_wal_size=8MB', 'min_wal_size=2MB', 'wal_level=minimal', 'max_wal_senders=0'],
  });
  await dropTemplates(database);
  return database;
}

async function dropTemplates(database: PGlite): Promise<void> {
  await database.exec(
    "update pg_database set datistemplate = false where datname in ('template0', 'template1')",
  );
  for (const name of ['template0', 'template1']) await database.exec(`drop database if exists ${name}`);
}

/** What a server's background processes would do; PGlite has none. */
export async function tidyDatabase(database: PGlite): Promise<void> {
  await database.exec('vacuum');
  await database.exec('checkpoint');
}

import { PGlite } from '@electric-sql/pglite';

let shared: Promise<PGlite> | undefined;

/** A database in memory with nothing in it. A test file has one, because making it takes seconds: one user at a time. */
export async function memoryDatabase(): Promise<PGlite> {
  shared ??= PGlite.create();
  const database = await shared;
  await database.exec('drop schema if exists wingman cascade; drop schema if exists bullmq cascade');
  return database;
}

export async function closeMemoryDatabase(): Promise<void> {
  await (await shared)?.close();
  shared = undefined;
}

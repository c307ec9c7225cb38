import type { EmbeddedDatabase } from '@airo/program';
import { openDatabaseThread } from '@airo/program/database';

let shared: Promise<EmbeddedDatabase> | undefined;

/** A database in memory with nothing in it. A test file has one, because making it takes seconds: one user at a time. */
export async function memoryDatabase(): Promise<EmbeddedDatabase> {
  shared ??= openDatabaseThread({ folder: null, cacheDir: '' });
  const database = await shared;
  await database.exec('drop schema if exists wingman cascade; drop schema if exists bullmq cascade');
  return database;
}

export async function closeMemoryDatabase(): Promise<void> {
  await (await shared)?.close();
  shared = undefined;
}

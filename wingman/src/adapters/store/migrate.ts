import type { PGlite } from '@electric-sql/pglite';
import { MIGRATIONS } from './migrations.ts';

/** Brings the bot's own tables up to date; all or nothing. */
export async function migrateStore(database: PGlite): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.exec(
      'create schema if not exists wingman; create table if not exists wingman.version (number integer)',
    );
    const { rows } = await tx.query<{ number: number }>('select number from wingman.version');
    const current = rows[0]?.number ?? 0;
    for (const statements of MIGRATIONS.slice(current)) await tx.exec(statements);
    await tx.exec(`delete from wingman.version; insert into wingman.version values (${MIGRATIONS.length})`);
  });
}

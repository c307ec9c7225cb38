import { WingmanError } from '../../errors.ts';
import { MIGRATIONS } from './migrations.ts';

/** One connection to a database, inside a transaction. */
export interface Session {
  /** Several statements, without parameters. */
  exec(text: string): Promise<unknown>;
  query(text: string): Promise<readonly Record<string, unknown>[]>;
}

/**
 * Brings the bot's own tables up to date; all or nothing. Processes that start at once go one after the other.
 * @throws WingmanError DATABASE_NEWER
 */
export async function migrateStore(session: Session): Promise<void> {
  await session.exec("select pg_advisory_xact_lock(hashtext('wingman.version'))");
  await session.exec(
    'create schema if not exists wingman; create table if not exists wingman.version (number integer)',
  );
  const [row] = await session.query('select number from wingman.version');
  const current = Number(row?.number ?? 0);
  if (current > MIGRATIONS.length) {
    throw new WingmanError(
      'DATABASE_NEWER',
      `the database was written by a newer Wingman (schema ${current}; this one knows ${MIGRATIONS.length}): run that one, or restore a backup from before`,
      { schema: current, known: MIGRATIONS.length },
    );
  }
  if (current === MIGRATIONS.length) return;
  for (const statements of MIGRATIONS.slice(current)) await session.exec(statements);
  await session.exec(
    `delete from wingman.version; insert into wingman.version values (${MIGRATIONS.length})`,
  );
}

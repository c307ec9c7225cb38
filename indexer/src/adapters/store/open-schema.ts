import { IndexerError } from '../../errors.ts';
import { CREATE, INDEX_VERSION } from './schema.ts';
import type { Session } from './session.ts';
import { SCHEMA } from './tables.ts';

/**
 * Makes an empty index when there is none, or when it is to be rebuilt. Processes that start at once go one after the
 * other.
 * @throws IndexerError INDEX_OUTDATED, INDEX_OF_ANOTHER_CHAIN; nothing was changed
 */
export async function openSchema(
  session: Session,
  init: { readonly genesis: string; readonly rebuild: boolean },
): Promise<void> {
  await session.transaction(async (run) => {
    await run("select pg_advisory_xact_lock(hashtext('indexer.version'))");
    if (init.rebuild) await run(`drop schema if exists ${SCHEMA} cascade`);
    const [there] = await run(`select to_regclass('${SCHEMA}.version') as name`);
    if (!there?.name) {
      await run(CREATE);
      await run(`insert into ${SCHEMA}.version values ($1)`, [INDEX_VERSION]);
      return;
    }
    const [row] = await run(`select version from ${SCHEMA}.version`);
    if (row?.version !== INDEX_VERSION) {
      throw new IndexerError(
        'INDEX_OUTDATED',
        'the database was written by another version of the indexer, and history is made anew from the chain: start it once with --rebuild',
        { found: row?.version, wanted: INDEX_VERSION },
      );
    }
    const [head] = await run(`select genesis from ${SCHEMA}.heads`);
    if (head && head.genesis !== init.genesis) {
      throw new IndexerError(
        'INDEX_OF_ANOTHER_CHAIN',
        `the database holds the history of the chain ${head.genesis}, and the node serves ${init.genesis}: name another database, or start once with --rebuild`,
        { found: head.genesis, wanted: init.genesis },
      );
    }
  });
}

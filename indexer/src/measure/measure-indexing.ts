import { cacheFolder } from '@airo/program';
import { openDatabase } from '@airo/program/database';
import { openSchema } from '../adapters/store/open-schema.ts';
import { type TableName, upsertOf } from '../adapters/store/schema.ts';
import { pgliteSession, type Session } from '../adapters/store/session.ts';
import { createSqlStore } from '../adapters/store/sql-store.ts';
import type { BlockFacts } from '../domain/block-facts.ts';
import { applyBlocks, applyGenesis } from '../pipeline/apply-blocks.ts';
import { MAX_BLOCKS_AT_ONCE } from '../pipeline/follow-chain.ts';
import { deal, emptyFacts, genesisFacts, hashOf } from './synthetic.ts';

/** Tables of which no row is written twice by a deal that is over in one block. */
const ROW_TABLES: readonly TableName[] = [
  ...(['blocks', 'orders', 'bids', 'agreements', 'requests'] as const),
  ...(['payments', 'activity', 'activityAccounts'] as const),
];
const COLLECTION = 0;

/** One block in so many holds a deal of twelve events; the others are empty. */
const BLOCKS_PER_DEAL = 10;

export interface IndexingFigures {
  readonly blocks: number;
  readonly rows: number;
  /** Reading, folding and writing. */
  readonly indexSeconds: number;
  /** PGlite alone, writing the same rows into the same tables in the same number of transactions. */
  readonly rawSeconds: number;
}

/** Indexes synthetic blocks into a PGlite in the folder, then writes the same rows into another without any thinking. */
export async function measureIndexing(
  folder: string,
  blocks: number,
  say: (line: string) => void,
): Promise<IndexingFigures> {
  say(`${blocks} blocks into an empty index …`);
  const indexed = await openDatabase(`${folder}/indexed`, cacheFolder());
  const raw = await openDatabase(`${folder}/raw`, cacheFolder());
  try {
    const [session, other] = [pgliteSession(indexed), pgliteSession(raw)];
    for (const one of [session, other]) await openSchema(one, { genesis: hashOf(0), rebuild: true });
    const began = performance.now();
    await indexAll(session, blocks);
    const indexSeconds = (performance.now() - began) / 1_000;
    say('the same rows, by bare inserts …');
    const { rows, seconds: rawSeconds } = await copyRows(session, other, blocks);
    return { blocks, rows, indexSeconds, rawSeconds };
  } finally {
    await indexed.close();
    await raw.close();
  }
}

async function indexAll(session: Session, count: number): Promise<void> {
  const store = createSqlStore(session);
  let head = await applyGenesis(store, genesisFacts(), COLLECTION);
  while (head.number < count) {
    const size = Math.min(MAX_BLOCKS_AT_ONCE, count - head.number);
    const from = head.number + 1;
    const facts = Array.from({ length: size }, (_, i) => factsAt(from + i));
    head = await applyBlocks(store, head, facts, COLLECTION);
  }
}

const factsAt = (number: number): BlockFacts => ({
  ...emptyFacts(number),
  events: number % BLOCKS_PER_DEAL === 0 ? deal(number) : [],
});

async function copyRows(from: Session, to: Session, blocks: number) {
  const transactions = Math.ceil(blocks / MAX_BLOCKS_AT_ONCE);
  let rows = 0;
  let milliseconds = 0;
  for (const table of ROW_TABLES) {
    const all = await from.run(`select * from indexer.${tableName(table)} order by 1, 2`, []);
    rows += all.length;
    const size = Math.ceil(all.length / transactions);
    for (let at = 0; at < all.length; at += size) {
      const part = JSON.stringify(all.slice(at, at + size), (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      const began = performance.now();
      await to.transaction((run) => run(upsertOf(table), [part]));
      milliseconds += performance.now() - began;
    }
  }
  return { rows, seconds: milliseconds / 1_000 };
}

const tableName = (table: TableName) => (table === 'activityAccounts' ? 'activity_accounts' : table);

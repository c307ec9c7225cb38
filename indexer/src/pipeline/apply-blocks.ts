import type { BlockFacts } from '../domain/block-facts.ts';
import { type Book, type BookKeys, emptyBook } from '../domain/fold/book.ts';
import { foldBlock } from '../domain/fold/fold-block.ts';
import { marketKeys, partyKeys } from '../domain/fold/keys.ts';
import type { ModelRecord } from '../domain/records.ts';
import type { IndexHead, IndexStore } from '../ports/index-store.ts';

/**
 * Writes consecutive blocks after the head, all of them or none.
 * @param collection of the NFTs that are models
 * @returns the new head
 * @throws IndexerError HEAD_MOVED
 */
export async function applyBlocks(
  store: IndexStore,
  from: IndexHead,
  blocks: readonly BlockFacts[],
  collection: number,
): Promise<IndexHead> {
  const last = blocks.at(-1);
  if (!last) return from;
  const market = await store.load(marketKeys(blocks));
  const parties = await store.load(partyKeys(blocks, market));
  await loadLines(store, parties.models, blocks);
  const book: Book = { ...market, models: parties.models, providers: parties.providers };
  for (const facts of blocks) foldBlock(book, facts, collection);
  const to = { ...last.block, at: last.at, genesis: from.genesis };
  await store.save(book, from, to);
  return to;
}

/** Adds the models that these were made from, up to the oldest: they share in royalties. */
async function loadLines(
  store: IndexStore,
  models: Map<number, ModelRecord>,
  blocks: readonly BlockFacts[],
): Promise<void> {
  const known = new Set(models.keys());
  const fresh = blocks.flatMap(({ events }) =>
    events.flatMap(({ event }) =>
      event.type === 'models.Registered' && event.parent ? [event.parent.model] : [],
    ),
  );
  for (let wanted: readonly number[] = fresh; ; wanted = []) {
    const parents = [...models.values()].flatMap(({ parent }) => (parent === null ? [] : [parent]));
    const missing = new Set([...wanted, ...parents].filter((id) => !known.has(id)));
    if (missing.size === 0) return;
    for (const id of missing) known.add(id);
    const found = await store.load({ ...NOTHING, models: missing });
    for (const [id, model] of found.models) models.set(id, model);
  }
}

const NOTHING: BookKeys = {
  models: new Set(),
  providers: new Set(),
  orders: new Set(),
  bids: new Map(),
  agreements: new Set(),
  requests: new Map(),
};

/** Writes what the chain began with. */
export async function applyGenesis(
  store: IndexStore,
  genesis: BlockFacts,
  collection: number,
): Promise<IndexHead> {
  const book = emptyBook();
  foldBlock(book, genesis, collection);
  const to = { ...genesis.block, at: genesis.at, genesis: genesis.block.hash };
  await store.save(book, null, to);
  return to;
}

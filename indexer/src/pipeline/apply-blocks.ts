import type { BlockFacts } from '../domain/block-facts.ts';
import { type Book, emptyBook } from '../domain/fold/book.ts';
import { foldBlock } from '../domain/fold/fold-block.ts';
import { marketKeys, partyKeys } from '../domain/fold/keys.ts';
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
  const book: Book = { ...market, models: parties.models, providers: parties.providers };
  for (const facts of blocks) foldBlock(book, facts, collection);
  const to = { ...last.block, at: last.at, genesis: from.genesis };
  await store.save(book, from, to);
  return to;
}

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

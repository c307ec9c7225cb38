import type { BlockFacts } from '../block-facts.ts';
import { foldActivity } from './activity.ts';
import type { Book } from './book.ts';
import { foldExecutionEvent } from './execution.ts';
import { foldMarketplaceEvent } from './marketplace.ts';
import { foldModelEvent, foldModels } from './models.ts';
import { foldProviderEvent, foldProviders } from './providers.ts';

/**
 * Brings the book up to the block. It has to hold what `marketKeys` and `partyKeys` name; of what it lacks, only the
 * activity is written down.
 * @param collection of the NFTs that are models
 */
export function foldBlock(book: Book, facts: BlockFacts, collection: number): void {
  const place = { block: facts.block.number, at: facts.at };
  book.blocks.push({ number: facts.block.number, hash: facts.block.hash, at: facts.at });
  for (const [position, { extrinsic, event }] of facts.events.entries()) {
    if (event.type === 'other') continue;
    if (event.type === 'nfts.Transferred') {
      if (event.collection !== collection) continue;
      const model = book.models.get(event.item);
      if (model) model.owner = event.to;
    } else {
      foldModelEvent(book, event, place);
      foldProviderEvent(book, event, place);
      foldMarketplaceEvent(book, event, facts);
      foldExecutionEvent(book, event, facts, position);
    }
    foldActivity(book, event, place, position, extrinsic);
  }
  foldModels(book, facts);
  foldProviders(book, facts);
}

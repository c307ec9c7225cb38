import type { BlockEvents } from '@airo/chain-types';

/** So many missed blocks are stored in one transaction. */
const RUN_BLOCKS = 128;

/**
 * Blocks as they come, those up to a number, which are there already, many together.
 * @param last number of the head when the reading began
 */
export async function* inRuns(
  blocks: AsyncIterable<BlockEvents>,
  last: number,
): AsyncGenerator<readonly BlockEvents[], void, void> {
  let run: BlockEvents[] = [];
  for await (const block of blocks) {
    run.push(block);
    if (block.block.number < last && run.length < RUN_BLOCKS) continue;
    yield run;
    run = [];
  }
}

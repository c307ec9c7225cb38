import type { Call } from '@airo/chain-types';
import { callsPerBlock, fitting, type TimedBlock } from '../figures.ts';
import { type BurstBlock, burst, type Lane, usesOf } from '../network/burst.ts';
import type { Network } from '../network/network.ts';

/** Blocks that a burst should fill, so that one at least is full from beginning to end. */
const BLOCKS_TO_FILL = 2.3;
/** Sent at once. */
const MAX_CALLS = 5_000;

export interface Capacity {
  /** Groups of calls that the weights of one block allow, by what blocks counted in the end: calls give back what they didn't use. */
  readonly byWeight: number;
  /** Groups of calls that full blocks really held. */
  readonly measured: number;
  readonly blocks: readonly BurstBlock[];
}

/** Weight of calls that belong together, as they are declared. In picoseconds. */
export async function weightOf({ meter }: Network, calls: readonly Call[]): Promise<number> {
  const costs = await Promise.all(calls.map((call) => meter.cost(call)));
  return costs.reduce((sum, { weightPs }) => sum + weightPs + meter.limits.transactionPs, 0);
}

/**
 * Fills blocks with groups of calls, such as a request and an answer.
 * @param group one of each call of a group
 * @param lanesFor the lanes of so many groups at least, no more than `most`
 */
export async function fillBlocks(
  net: Network,
  what: string,
  init: { group: readonly Call[]; most: number; lanesFor: (groups: number) => readonly Lane[] },
): Promise<Capacity> {
  const { group, most } = init;
  const { normalPs } = net.meter.limits;
  const wanted = Math.min(
    most,
    fitting(normalPs, await weightOf(net, group)) * BLOCKS_TO_FILL,
    MAX_CALLS / group.length,
  );
  const lanes = init.lanesFor(Math.ceil(wanted));
  const calls = lanes.reduce((sum, lane) => sum + lane.calls.length, 0);
  net.say(`${calls / group.length} × ${what}, to fill blocks …`);
  const blocks = await burst(net, lanes);
  net.say(`  calls a block: ${blocks.map(show).join(', ')}`);
  const uses = await usesOf(net, blocks);
  const counted = uses.reduce((sum, { weightPs }) => sum + weightPs, 0) / (uses.length / group.length);
  return {
    byWeight: fitting(normalPs, counted),
    measured: callsPerBlock(blocks) / group.length,
    blocks,
  };
}

const show = ({ calls, full, importMs }: TimedBlock) =>
  `${calls}${full ? ' (full)' : ''} in ${importMs.toFixed(0)} ms`;

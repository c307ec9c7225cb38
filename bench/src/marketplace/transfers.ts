import { planck } from '@airo/chain-types';
import type { Network } from '../network/network.ts';
import { type Capacity, fillBlocks } from './capacity.ts';
import { at, lanesOf } from './deals.ts';
import { type CallFigure, measure } from './measure.ts';
import { SIDES, type Stage } from './stage.ts';

const SAMPLE_PER_ACCOUNT = 20;
const MOST_PER_ACCOUNT = 300;

/** What every chain does: the peer that the market's calls are held against. */
export async function transferMoney(
  net: Network,
  stage: Stage,
): Promise<{ transfers: Capacity; figure: CallFigure }> {
  const accounts = [...stage.consumers, ...stage.providers];
  const give = (to: number) => net.chain.transfer(at(accounts, to % accounts.length).account, planck(1n));
  const lanes = (each: number) =>
    lanesOf(
      accounts,
      accounts.map((_, from) => Array.from({ length: each }, () => from + 1)),
      give,
    );
  const { figure } = await measure(net, 'transfer', lanes(SAMPLE_PER_ACCOUNT));
  const transfers = await fillBlocks(net, 'transfer', {
    group: [give(0)],
    most: MOST_PER_ACCOUNT * 2 * SIDES,
    lanesFor: (groups) => lanes(Math.ceil(groups / accounts.length)),
  });
  return { transfers, figure };
}

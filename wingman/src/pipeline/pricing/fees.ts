import { type Planck, planck } from '@airo/chain-types';
import type { TransactionFees } from '../../domain/pricing/context.ts';
import type { Store } from '../../ports/store.ts';

const BID = 'marketplace.bid';
const ANSWER = 'execution.respond';
const AGREEMENT = ['execution.settle', 'execution.acceptClose'];

export const NO_FEES: TransactionFees = {
  perBid: planck(0n),
  perAgreement: planck(0n),
  perRequest: planck(0n),
};

/** Mean fees of the transactions that are remembered; zero for what was never sent. */
export async function readFees(store: Pick<Store, 'meanFees'>): Promise<TransactionFees> {
  const means = await store.meanFees();
  const feeOf = (call: string): Planck => means.get(call) ?? planck(0n);
  return {
    perBid: feeOf(BID),
    perAgreement: planck(AGREEMENT.reduce((sum, call) => sum + feeOf(call), 0n)),
    perRequest: feeOf(ANSWER),
  };
}

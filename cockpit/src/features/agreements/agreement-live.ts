import type { AgreementId, ChainClient } from '@airo/chain-types/model';
import { useChainValue } from '../../chain/chain-value.ts';

/** An open agreement as the best block has it; null once it is closed. */
export const usePresent = (id: number) =>
  useChainValue(['agreement', id], (chain) => present(chain, id as AgreementId));

async function present(chain: ChainClient, id: AgreementId) {
  const [live, requests, head] = await Promise.all([
    chain.execution.agreement(id),
    chain.execution.requests(id),
    chain.head('best'),
  ]);
  if (!live) return null;
  return {
    live,
    answered: requests.filter(({ state }) => state.kind === 'answered').map(({ index }) => index),
    /** Inferences that were asked for and are neither paid nor failed yet. */
    pending: requests.reduce((sum, { units }) => sum + units, 0),
    isOver: head.number > live.closesAfter,
  };
}

import type { AgreementId, ChainClient } from '@airo/chain-types/model';
import { useChainValue } from '../../chain/chain-value.ts';

/** An open agreement as the best block has it; null once it is closed. */
export const usePresent = (id: number) =>
  useChainValue(['agreement', id], (chain) => present(chain, id as AgreementId));

async function present(chain: ChainClient, id: AgreementId) {
  const [live, requests, head, { execution }] = await Promise.all([
    chain.execution.agreement(id),
    chain.execution.requests(id),
    chain.head('best'),
    chain.parameters(),
  ]);
  if (!live) return null;
  const provider = await chain.providers.get(live.provider);
  return {
    live,
    answered: requests.filter(({ state }) => state.kind === 'answered').map(({ index }) => index),
    /** Requests that were not answered, or whose bytes were not published, while there was time. */
    overdue: requests.filter((request) => {
      if (request.state.kind === 'answered') return false;
      return head.number > (request.state.kind === 'demanded' ? request.state.until : request.deadline);
    }),
    /** Answers whose bytes can still be demanded, if they were not before. */
    demandable: requests.flatMap(({ index, state }) =>
      state.kind === 'answered' && head.number <= state.due && state.response.size <= execution.maxPublish
        ? [index]
        : [],
    ),
    rules: execution,
    /** Takes no orders any more. */
    isProviderGone: provider === null || provider.chilled,
    /** Inferences that were asked for and are neither paid nor failed yet. */
    pending: requests.reduce((sum, { units }) => sum + units, 0),
    isOver: head.number > live.closesAfter,
  };
}

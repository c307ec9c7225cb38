import type { Agreement, RequestIndex } from '@airo/chain-types/model';
import { useState } from 'react';
import { useChainValue } from '../../chain/chain-value.ts';
import { BlockLink } from '../../components/block-link.tsx';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { EmptyState, ErrorState } from '../../components/state.tsx';
import { duration } from '../../components/time.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';

/** Until when the provider has to answer, or to publish; after that the way to get the money back. */
export function Waiting({ agreement, index }: { agreement: Agreement; index: RequestIndex }) {
  const { transact } = useTransactions();
  const [failure, setFailure] = useState<unknown>();
  const now = useChainValue(['request', agreement.id, index], async (chain) => {
    const [request, head] = await Promise.all([
      chain.execution.request(agreement.id, index),
      chain.head('best'),
    ]);
    return { request, head: head.number, blockMs: chain.constants.blockTimeMs };
  });
  if (!now.data?.request || now.data.request.state.kind === 'answered') return null;
  const { request, head, blockMs } = now.data;
  const until = request.state.kind === 'demanded' ? request.state.until : request.deadline;
  if (head <= until) {
    return (
      <p>
        The provider has until block <BlockLink block={until} />, about {duration((until - head) * blockMs)}.
        You may leave this page: the agreement shows what became of it.
      </p>
    );
  }
  const takeBack = () => {
    setFailure(undefined);
    transact({
      title: `Take request ${index} back`,
      lines: [
        ['Comes back', <Money key="p" airo={agreement.price * BigInt(request.units)} />],
        ['And', 'the request’s deposit, and a compensation out of the provider’s bond'],
        ['The provider', 'gets it on its record: it was late'],
      ],
      call: (chain) => chain.execution.claimTimeout(agreement.id, index),
    }).catch(setFailure);
  };
  return (
    <>
      <EmptyState title="The provider did not answer in time">
        <p>Nothing is paid for this request. Take it back, and its price comes back with a compensation.</p>
        <Button tone="primary" onClick={takeBack}>
          Take the request back
        </Button>
      </EmptyState>
      {failure !== undefined && <ErrorState error={failure} />}
    </>
  );
}

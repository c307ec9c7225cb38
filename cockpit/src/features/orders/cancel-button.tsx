import type { Order } from '@airo/chain-types/model';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState } from '../../components/state.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';

/** Takes an open order back. */
export function CancelButton({ order }: { order: Order }) {
  const { transact } = useTransactions();
  const { account } = useWallet();
  const [failure, setFailure] = useState<unknown>();
  if (account?.address !== order.consumer) return null;
  const cancel = () => {
    setFailure(undefined);
    transact({
      title: `Cancel order ${order.id}`,
      lines: [
        [
          'Comes back at once',
          <Money key="back" airo={order.spec.maxPrice * BigInt(order.spec.inferences)} />,
        ],
      ],
      call: (chain) => chain.marketplace.cancel(order.id),
    }).catch(setFailure);
  };
  return (
    <>
      <Button size="s" tone="danger" onClick={cancel}>
        Cancel the order
      </Button>
      {failure !== undefined && <ErrorState error={failure} />}
    </>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useChain } from '../../chain/chain-context.tsx';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { bestValue } from './best-value.ts';
import type { LiveBid, LiveOrder } from './order-live.ts';
import styles from './orders.module.css';
import { useWarmth } from './warmth.ts';

const measured = (ms: number | null) => (ms === null ? 'not measured' : `${ms} ms`);

/** Everything needed to choose, and the choice. */
export function BidTable({ live: { order, bids } }: { live: LiveOrder }) {
  const { transact } = useTransactions();
  const { account } = useWallet();
  const navigate = useNavigate();
  const chain = useChain();
  const warmth = useWarmth(order.spec.model, chain.data?.genesisHash);
  const [failure, setFailure] = useState<unknown>();
  const best = bestValue(bids);
  const isMine = account?.address === order.consumer;
  const award = async (bid: LiveBid) => {
    setFailure(undefined);
    try {
      const inclusion = await transact({
        title: `Award order ${order.id}`,
        lines: [
          ['To', <Address key="to" address={bid.provider} />],
          ['Price of an inference', <Money key="p" airo={bid.price} />],
          ['For all of them', <Money key="a" airo={bid.price * BigInt(order.spec.inferences)} />],
          [
            'Comes back at once',
            <Money key="b" airo={(order.spec.maxPrice - bid.price) * BigInt(order.spec.inferences)} />,
          ],
        ],
        call: (it) => it.marketplace.award(order.id, bid.provider),
      });
      const opened = inclusion?.events.find((event) => event.type === 'execution.AgreementOpened');
      if (opened) void navigate({ to: '/agreements/$agreement', params: { agreement: opened.agreement } });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className={styles.stack}>
      <Table
        caption={`Bids for order ${order.id}`}
        rows={bids}
        rowKey={({ provider }) => provider}
        columns={[
          {
            head: 'Provider',
            cell: ({ provider }) => (
              <>
                <Address address={provider} />{' '}
                {provider === best?.provider && <Badge tone="accent">best value</Badge>}
              </>
            ),
          },
          { head: 'Price', align: 'end', cell: ({ price }) => <Money airo={price} /> },
          { head: 'p50', align: 'end', cell: ({ p50Ms }) => measured(p50Ms) },
          { head: 'p95', align: 'end', cell: ({ p95Ms }) => measured(p95Ms) },
          { head: 'Score', align: 'end', cell: ({ score }) => `${(score * 100).toFixed(0)} %` },
          { head: 'Bond', align: 'end', cell: ({ bond }) => <Money airo={bond} digits={2} /> },
          { head: 'Model', cell: ({ provider }) => <Warm isWarm={warmth.data?.get(provider)} /> },
          {
            head: 'Choose',
            align: 'end',
            cell: (bid) => (
              <Button
                size="s"
                tone={bid.provider === best?.provider ? 'primary' : 'plain'}
                disabled={!isMine}
                onClick={() => void award(bid)}
                aria-label={`Award to ${bid.provider}`}
              >
                Award
              </Button>
            ),
          },
        ]}
      />
      {best && (
        <p className={styles.best}>
          <strong>Best value:</strong> {best.reason}
        </p>
      )}
      {!isMine && <p className={styles.note}>Only the account that placed the order awards it.</p>}
      {failure !== undefined && <ErrorState error={failure} />}
    </div>
  );
}

function Warm({ isWarm }: { isWarm: boolean | undefined }) {
  if (isWarm === undefined) return <Badge>not told</Badge>;
  return isWarm ? <Badge tone="good">warm</Badge> : <Badge tone="warn">cold</Badge>;
}

import type { OrderId } from '@airo/chain-types/model';
import { getRouteApi } from '@tanstack/react-router';
import { useChain } from '../../chain/chain-context.tsx';
import { useChainValue } from '../../chain/chain-value.ts';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { ModelLink } from '../../components/model-link.tsx';
import { Money } from '../../components/money.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { duration } from '../../components/time.tsx';
import { BidTable } from './bid-table.tsx';
import { CancelButton } from './cancel-button.tsx';
import { EndedOrder } from './ended-order.tsx';
import type { LiveOrder } from './order-live.ts';
import { readOrder } from './order-live.ts';
import styles from './orders.module.css';
import { useQuotes } from './quotes.ts';
import { QuotesCard } from './quotes-card.tsx';

const route = getRouteApi('/orders/$order');

/** An order while bids come in, and what became of it. */
export function OrderPage() {
  const { order: id } = route.useParams();
  const live = useChainValue(['order', id], (chain) => readOrder(chain, id as OrderId));
  return (
    <Page title={`Order ${id}`}>
      <QueryView query={live} what="the order" rows={5}>
        {(it) => (it ? <OpenOrder live={it} /> : <EndedOrder id={id} />)}
      </QueryView>
    </Page>
  );
}

function OpenOrder({ live }: { live: LiveOrder }) {
  const { order, bids, head, blockMs } = live;
  const { spec } = order;
  const chain = useChain();
  const quotes = useQuotes(bids.length === 0 ? chain.data : undefined, {
    model: spec.model,
    inferences: spec.inferences,
    duration: spec.duration,
    responseWindow: spec.responseWindow,
    maxPrice: null,
  });
  const left = (until: number) => duration(Math.max(until - head, 0) * blockMs);
  const bidding = head <= order.bidsUntil;
  return (
    <div className={styles.stack}>
      <div className={styles.stack}>
        <Card
          title={bids.length === 1 ? '1 bid' : `${bids.length} bids`}
          actions={
            <span role="timer" aria-live="off">
              {bidding
                ? `bids come in for about ${left(order.bidsUntil)}`
                : `to be awarded within about ${left(order.awardUntil)}`}
            </span>
          }
        >
          {bids.length === 0 ? (
            <EmptyState title={bidding ? 'Waiting for bids …' : 'Nobody has bid'}>
              {bidding
                ? 'Bots answer within a few blocks.'
                : 'Cancel it to get back what it holds, then try a higher price or fewer limits.'}
            </EmptyState>
          ) : (
            <BidTable live={live} />
          )}
        </Card>
        {bids.length === 0 && quotes.data && <QuotesCard asked={quotes.data} />}
      </div>
      <Card title="The order" actions={<CancelButton order={order} />}>
        <Facts
          items={[
            ['Model', <ModelLink key="m" model={spec.model} />],
            ['Inferences', spec.inferences.toLocaleString('en')],
            ['At most for each', <Money key="p" airo={spec.maxPrice} />],
            ['Held on chain', <Money key="h" airo={spec.maxPrice * BigInt(spec.inferences)} />],
            ['Who wins', spec.award === 'manual' ? 'the bid that you choose' : 'the cheapest bid, by itself'],
            ['To be used within about', duration(spec.duration * blockMs)],
          ]}
        />
      </Card>
    </div>
  );
}

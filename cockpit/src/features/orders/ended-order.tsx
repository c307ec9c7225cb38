import type { orderDetailSchema } from '@airo/indexer/schemas';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { BlockLink } from '../../components/block-link.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { ModelLink } from '../../components/model-link.tsx';
import { Money } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { soon } from '../../indexer/soon.ts';
import styles from './orders.module.css';

type Order = z.output<typeof orderDetailSchema>;

/** It is no longer open on chain: the index knows why. */
export function EndedOrder({ id }: { id: number }) {
  const order = useQuery({
    ...useIndexer().order(id),
    ...soon,
    refetchInterval: 2_000,
  });
  return (
    <QueryView query={order} what="the order" rows={3}>
      {(it) => (
        <div className={styles.columns}>
          <Bids order={it} />
          <What order={it} />
        </div>
      )}
    </QueryView>
  );
}

function What({ order: it }: { order: Order }) {
  return (
    <Card title={ENDED[it.state]}>
      <Facts
        items={[
          ['Model', <ModelLink key="m" model={it.model} />],
          ['Inferences', it.inferences.toLocaleString('en')],
          ['At most for each', <Money key="p" airo={it.maxPrice} />],
          ...(it.price === null ? [] : [['Bought for each at', <Money key="b" airo={it.price} />] as const]),
          ['Placed in block', <BlockLink key="o" block={it.placedBlock} />],
          ...(it.endedBlock === null
            ? []
            : [['Ended in block', <BlockLink key="e" block={it.endedBlock} />] as const]),
        ]}
      />
      {it.refunded !== null && (
        <p>
          <Money airo={it.refunded} /> came back.
        </p>
      )}
      <div className={styles.actions}>
        {it.agreement !== null ? (
          <Button tone="primary" asChild>
            <Link to="/agreements/$agreement" params={{ agreement: it.agreement }}>
              To agreement {it.agreement}
            </Link>
          </Button>
        ) : (
          <Button tone="primary" asChild>
            <Link to="/models/$model/buy" params={{ model: it.model }}>
              Order again
            </Link>
          </Button>
        )}
      </div>
    </Card>
  );
}

function Bids({ order: { bidList, provider } }: { order: Order }) {
  return (
    <Card title={bidList.length === 1 ? '1 bid' : `${bidList.length} bids`}>
      {bidList.length === 0 ? (
        <EmptyState title="Nobody had bid" />
      ) : (
        <Table
          caption="Bids, cheapest first"
          rows={bidList}
          rowKey={(bid) => bid.provider}
          columns={[
            { head: 'Provider', cell: (bid) => <Address address={bid.provider} /> },
            { head: 'Price of an inference', align: 'end', cell: (bid) => <Money airo={bid.price} /> },
            {
              head: 'Outcome',
              cell: (bid) =>
                bid.provider === provider ? <Badge tone="good">won</Badge> : <Badge>not taken</Badge>,
            },
          ]}
        />
      )}
    </Card>
  );
}

const ENDED = {
  open: 'The order is being opened',
  awarded: 'It was awarded',
  cancelled: 'It was cancelled',
  expired: 'It ended without an award',
} as const;

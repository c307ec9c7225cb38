import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { EmptyState } from '../../components/state.tsx';
import { ThingLink } from '../../components/thing-link.tsx';
import { Time } from '../../components/time.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { AgreementList } from './agreement-list.tsx';

const TONES = { open: 'accent', awarded: 'good', cancelled: 'neutral', expired: 'warn' } as const;

/** What an account has ordered, and what came of it. */
export function AsConsumer({ address }: { address: string }) {
  const indexer = useIndexer();
  return (
    <>
      <Card title="Orders">
        <PagedTable
          key={address}
          what="orders"
          read={(page) => indexer.ordersPage({ ...page, consumer: address })}
          rowKey={({ id }) => id}
          empty={<EmptyState title="It has ordered nothing yet" />}
          columns={[
            { head: 'Order', cell: ({ id }) => <ThingLink kind="order" id={id} /> },
            { head: 'Model', cell: ({ model }) => <ThingLink kind="model" id={model} /> },
            { head: 'State', cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge> },
            { head: 'Inferences', align: 'end', cell: ({ inferences }) => inferences.toLocaleString('en') },
            {
              head: 'Price',
              align: 'end',
              cell: ({ price, maxPrice }) =>
                price === null ? (
                  <span>
                    at most <Money airo={maxPrice} />
                  </span>
                ) : (
                  <Money airo={price} />
                ),
            },
            { head: 'Bids', align: 'end', cell: ({ bids }) => bids },
            { head: 'Placed', align: 'end', cell: ({ placedAt }) => <Time at={placedAt} /> },
          ]}
        />
      </Card>
      <Card title="Agreements">
        <AgreementList query={{ consumer: address }} other="provider" />
      </Card>
    </>
  );
}

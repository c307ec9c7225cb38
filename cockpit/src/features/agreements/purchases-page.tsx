import type { agreementSchema, orderSchema } from '@airo/indexer/schemas';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';

const PAGE_SIZE = 25;

/** Orders and agreements of the chosen account. */
export function PurchasesPage() {
  const { account, setChoosing } = useWallet();
  return (
    <Page title="My purchases">
      {account ? (
        <>
          <Agreements consumer={account.address} />
          <Orders consumer={account.address} />
        </>
      ) : (
        <EmptyState title="Whose purchases?">
          <Button tone="primary" onClick={() => setChoosing(true)}>
            Choose an account
          </Button>
        </EmptyState>
      )}
    </Page>
  );
}

function Agreements({ consumer }: { consumer: string }) {
  const query = useInfiniteQuery(useIndexer().agreements({ consumer, limit: PAGE_SIZE }));
  const rows = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Card title="Agreements">
      <List
        query={query}
        what="agreements"
        isEmpty={rows?.length === 0}
        nothing="No agreement yet: order inferences of a model, then award a bid."
      >
        <AgreementTable rows={rows ?? []} />
      </List>
    </Card>
  );
}

function AgreementTable({ rows }: { rows: readonly z.output<typeof agreementSchema>[] }) {
  return (
    <Table
      caption="Agreements of this account"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          head: 'Agreement',
          cell: ({ id, model }) => (
            <Link to="/agreements/$agreement" params={{ agreement: id }}>
              no. {id} on model {model}
            </Link>
          ),
        },
        { head: 'Provider', cell: ({ provider }) => <Address address={provider} /> },
        { head: 'Price', align: 'end', cell: ({ price }) => <Money airo={price} /> },
        {
          head: 'Left',
          align: 'end',
          cell: ({ remaining, inferences }) =>
            `${remaining.toLocaleString('en')} of ${inferences.toLocaleString('en')}`,
        },
        { head: 'Opened', cell: ({ openedAt }) => <Time at={openedAt} /> },
        {
          head: 'State',
          cell: ({ state }) => <Badge tone={state === 'open' ? 'good' : 'neutral'}>{state}</Badge>,
        },
      ]}
    />
  );
}

const ORDER_TONES = { open: 'accent', awarded: 'good', cancelled: 'neutral', expired: 'warn' } as const;

function Orders({ consumer }: { consumer: string }) {
  const query = useInfiniteQuery(useIndexer().orders({ consumer, limit: PAGE_SIZE }));
  const rows = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Card title="Orders">
      <List query={query} what="orders" isEmpty={rows?.length === 0} nothing="No order yet.">
        <OrderTable rows={rows ?? []} />
      </List>
    </Card>
  );
}

function OrderTable({ rows }: { rows: readonly z.output<typeof orderSchema>[] }) {
  return (
    <Table
      caption="Orders of this account"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          head: 'Order',
          cell: ({ id, model }) => (
            <Link to="/orders/$order" params={{ order: id }}>
              no. {id} on model {model}
            </Link>
          ),
        },
        { head: 'Inferences', align: 'end', cell: ({ inferences }) => inferences.toLocaleString('en') },
        { head: 'At most for each', align: 'end', cell: ({ maxPrice }) => <Money airo={maxPrice} /> },
        { head: 'Bids', align: 'end', cell: ({ bids }) => bids },
        { head: 'Placed', cell: ({ placedAt }) => <Time at={placedAt} /> },
        { head: 'State', cell: ({ state }) => <Badge tone={ORDER_TONES[state]}>{state}</Badge> },
      ]}
    />
  );
}

/** A list in pages: loading, failed, empty, there, and more of it. */
function List({
  query,
  what,
  isEmpty,
  nothing,
  children,
}: {
  query: {
    data: unknown;
    error: unknown;
    refetch: () => unknown;
    hasNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  what: string;
  isEmpty: boolean;
  nothing: string;
  children: React.ReactNode;
}) {
  if (query.data === undefined)
    return query.error ? (
      <ErrorState error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingState what={what} />
    );
  if (isEmpty)
    return (
      <EmptyState title={nothing}>
        <Button asChild>
          <Link to="/">To the models</Link>
        </Button>
      </EmptyState>
    );
  return (
    <>
      {children}
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>More {what}</Button>}
    </>
  );
}

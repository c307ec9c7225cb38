import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Money } from '../../components/money.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { EmptyState } from '../../components/state.tsx';
import { ThingLink } from '../../components/thing-link.tsx';
import { Time } from '../../components/time.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';

/** Agreements of one side. @param other whom each was made with */
export function AgreementList({
  query,
  other,
}: {
  query: { consumer: string } | { provider: string };
  other: 'consumer' | 'provider';
}) {
  const indexer = useIndexer();
  return (
    <PagedTable
      key={JSON.stringify(query)}
      what={`agreements as a ${other === 'provider' ? 'consumer' : 'provider'}`}
      read={(page) => indexer.agreementsPage({ ...page, ...query })}
      rowKey={({ id }) => id}
      empty={<EmptyState title="It has no agreements yet" />}
      columns={[
        { head: 'Agreement', cell: ({ id }) => <ThingLink kind="agreement" id={id} /> },
        { head: 'Model', cell: ({ model }) => <ThingLink kind="model" id={model} /> },
        { head: `With ${other}`, cell: (it) => <Address address={it[other]} /> },
        {
          head: 'State',
          cell: ({ state }) => <Badge tone={state === 'open' ? 'accent' : 'neutral'}>{state}</Badge>,
        },
        { head: 'Left', align: 'end', cell: ({ remaining, inferences }) => `${remaining} of ${inferences}` },
        { head: 'Price', align: 'end', cell: ({ price }) => <Money airo={price} /> },
        { head: 'Paid', align: 'end', cell: ({ providerPaid }) => <Money airo={providerPaid} /> },
        { head: 'Opened', align: 'end', cell: ({ openedAt }) => <Time at={openedAt} /> },
      ]}
    />
  );
}

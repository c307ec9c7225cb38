import type { modelSchema } from '@airo/indexer/schemas';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import type { Account } from './account-page.tsx';
import { RoyaltyChart } from './royalty-chart.tsx';

type Model = z.output<typeof modelSchema>;
/** Lines that can still be told apart. */
const CHARTED = 5;

const nameOf = ({ id, manifest }: Model) => manifest?.name ?? `Model ${id}`;

/** The models of an account, and what they brought. */
export function AsOwner({ account: { account: owner } }: { account: Account }) {
  const indexer = useIndexer();
  const best = useQuery(indexer.modelsPage({ owner, sort: 'value', limit: CHARTED }));
  return (
    <>
      <Card title="Royalties by day">
        <QueryView query={best} what="royalties" rows={4}>
          {({ items }) => (
            <RoyaltyChart owner={owner} models={items.map((it) => ({ id: it.id, name: nameOf(it) }))} />
          )}
        </QueryView>
      </Card>
      <PagedTable
        key={owner}
        what="models"
        read={(page) => indexer.modelsPage({ ...page, owner, sort: 'value' })}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="It owns no model now">
            A model is an NFT: who registers one or buys one owns it, and gets its royalties.
          </EmptyState>
        }
        columns={[
          { head: 'Model', cell: (it) => <a href={`#/models/${it.id}`}>{nameOf(it)}</a> },
          { head: 'Status', cell: ({ status }) => <Badge>{status}</Badge> },
          { head: 'Royalty', align: 'end', cell: ({ royalty }) => <Money airo={royalty} /> },
          { head: 'Sold', align: 'end', cell: ({ sold }) => sold.toLocaleString('en') },
          { head: 'Royalties so far', align: 'end', cell: ({ royalties }) => <Money airo={royalties} /> },
        ]}
      />
    </>
  );
}

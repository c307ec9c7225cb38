import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { Page } from '../../components/page.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { IncomeCard } from './income-card.tsx';
import { nameOf, STATUS_TONES, STATUS_WORDS } from './model-words.ts';

/** Models named in the chart; the indexer gives no more at once. */
const NAMED = 500;

/** The chosen account's models and what they bring. */
export function OwnerPage() {
  const { account, setChoosing } = useWallet();
  return (
    <Page
      title="My models"
      lead="A model is an NFT: whoever owns it gets its royalties."
      actions={
        <Button asChild tone="primary">
          <Link to="/owner/register">Register a model</Link>
        </Button>
      }
    >
      {account ? (
        <Overview owner={account.address} />
      ) : (
        <EmptyState title="Whose models?">
          <Button tone="primary" onClick={() => setChoosing(true)}>
            Choose an account
          </Button>
        </EmptyState>
      )}
    </Page>
  );
}

function Overview({ owner }: { owner: string }) {
  const indexer = useIndexer();
  const account = useQuery(indexer.account(owner));
  const named = useQuery(indexer.modelsPage({ owner, sort: 'value', limit: NAMED }));
  const names = new Map(named.data?.items.map((it) => [it.id, nameOf(it)]));
  return (
    <>
      <QueryView query={account} what="your royalties" rows={2}>
        {({ models, royalties }) => (
          <Figures
            label="Your models"
            items={[
              { name: 'Models', value: models.toLocaleString('en') },
              { name: 'Royalties so far', value: <Money airo={royalties} /> },
            ]}
          />
        )}
      </QueryView>
      <Card title="Models">
        <PagedTable
          key={owner}
          what="models"
          read={(page) => indexer.modelsPage({ ...page, owner, sort: 'value' })}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="No model yet">
              Register one, or buy one: each model’s page says whether it is for sale.
            </EmptyState>
          }
          columns={[
            { head: 'Model', cell: (it) => <a href={`#/owner/models/${it.id}`}>{nameOf(it)}</a> },
            {
              head: 'Status',
              cell: ({ status }) => <Badge tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</Badge>,
            },
            {
              head: 'Version',
              align: 'end',
              cell: ({ version, next }) => (next ? `${version} (${next.version} waits)` : version),
            },
            { head: 'Royalty', align: 'end', cell: ({ royalty }) => <Money airo={royalty} /> },
            { head: 'Sold', align: 'end', cell: ({ sold }) => sold.toLocaleString('en') },
            { head: 'Royalties so far', align: 'end', cell: ({ royalties }) => <Money airo={royalties} /> },
          ]}
        />
      </Card>
      <IncomeCard account={owner} names={names} />
    </>
  );
}

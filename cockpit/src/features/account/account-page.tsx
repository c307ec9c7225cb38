import type { accountSchema } from '@airo/indexer/schemas';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { z } from 'zod';
import { ActivityTable } from '../../components/activity-table.tsx';
import { Copyable, middle } from '../../components/copyable.tsx';
import { Page } from '../../components/page.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { AsConsumer } from './as-consumer.tsx';
import { AsOwner } from './as-owner.tsx';
import { AsProvider } from './as-provider.tsx';
import { Balances } from './balances.tsx';
import type { Part } from './search.ts';

export type Account = z.output<typeof accountSchema>;

const route = getRouteApi('/accounts/$account');

/** Anybody's account: its money, and what it has done as owner, consumer and provider. */
export function AccountPage() {
  const { account: address } = route.useParams();
  const { part = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const { account: own } = useWallet();
  const account = useQuery(useIndexer().account(address));
  const name = own?.address === address ? own.name : `Account ${middle(address)}`;
  return (
    <Page title={name} lead={<Copyable text={address} what="address" />}>
      <QueryView query={account} what="the account" rows={5}>
        {(it) => (
          <Tabs<Part>
            label="What the account is"
            value={part}
            onChange={(next) =>
              void navigate({ search: next === 'overview' ? {} : { part: next }, replace: true })
            }
            tabs={[
              { id: 'overview', title: 'Money', content: <Balances account={it} /> },
              { id: 'owner', title: titled('Models', it.models), content: <AsOwner account={it} /> },
              {
                id: 'consumer',
                title: titled('Orders', it.orders),
                content: <AsConsumer address={address} />,
              },
              {
                id: 'provider',
                title: 'As a provider',
                content: it.isProvider ? (
                  <AsProvider address={address} />
                ) : (
                  <EmptyState title="This account is no provider">
                    It never registered and bonded as one.
                  </EmptyState>
                ),
              },
              { id: 'activity', title: 'Activity', content: <Activity address={address} /> },
            ]}
          />
        )}
      </QueryView>
    </Page>
  );
}

const titled = (name: string, count: number) => `${name} (${count.toLocaleString('en')})`;

function Activity({ address }: { address: string }) {
  const indexer = useIndexer();
  return (
    <PagedTable
      key={address}
      what="activity"
      read={(page) => indexer.activityPage({ ...page, account: address })}
      columns={[]}
      rowKey={({ block, position }) => `${block} ${position}`}
      empty={<EmptyState title="It has done nothing on the market yet" />}
    >
      {(items) => <ActivityTable caption="What the account did on the market, newest first" items={items} />}
    </PagedTable>
  );
}

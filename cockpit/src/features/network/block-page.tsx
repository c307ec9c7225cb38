import { getRouteApi, Link } from '@tanstack/react-router';
import { useChainValue } from '../../chain/chain-value.ts';
import { ActivityTable } from '../../components/activity-table.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Copyable } from '../../components/copyable.tsx';
import { Facts } from '../../components/facts.tsx';
import { Page } from '../../components/page.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';

const route = getRouteApi('/blocks/$block');

/** One block: what happened on the market in it, and where to see the rest. */
export function BlockPage() {
  const { block } = route.useParams();
  const indexer = useIndexer();
  const { chain } = useEndpoints();
  const found = useChainValue(['block', block], async (client) => {
    const final = await client.head('finalised');
    return { hash: await client.hashAt(block), isFinal: final.number >= block };
  });
  const explorer = `https://polkadot.js.org/apps/?rpc=${encodeURIComponent(chain)}#/explorer/query/${block}`;
  return (
    <Page
      title={`Block ${block.toLocaleString('en')}`}
      actions={
        <>
          {block > 0 && (
            <Button asChild>
              <Link to="/blocks/$block" params={{ block: block - 1 }}>
                Before
              </Link>
            </Button>
          )}
          <Button asChild>
            <Link to="/blocks/$block" params={{ block: block + 1 }}>
              Next
            </Link>
          </Button>
        </>
      }
    >
      <Card title="On chain">
        <QueryView query={found} what="the block" rows={2}>
          {({ hash, isFinal }) => (
            <Facts
              items={[
                ['Hash', <Copyable key="h" text={hash} what="block hash" />],
                [
                  'State',
                  isFinal ? (
                    <Badge key="s" tone="good">
                      final
                    </Badge>
                  ) : (
                    <Badge key="s" tone="warn">
                      not final yet
                    </Badge>
                  ),
                ],
                [
                  'Everything in it',
                  <a key="e" href={explorer} target="_blank" rel="noreferrer">
                    open in polkadot.js
                  </a>,
                ],
              ]}
            />
          )}
        </QueryView>
      </Card>
      <Card title="On the market">
        <PagedTable
          key={block}
          what={`what happened in block ${block}`}
          read={(page) => indexer.activityPage({ ...page, block })}
          columns={[]}
          rowKey={({ position }) => position}
          empty={
            <EmptyState title="Nothing happened on the market in this block">
              What just happened appears when its block is final.
            </EmptyState>
          }
        >
          {(items) => (
            <ActivityTable caption={`What happened in block ${block}, newest first`} items={items} />
          )}
        </PagedTable>
      </Card>
    </Page>
  );
}

import { accountId } from '@airo/chain-types/model';
import type { providerDetailSchema } from '@airo/indexer/schemas';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { useChainValue } from '../../chain/chain-value.ts';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Money } from '../../components/money.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { ThingLink } from '../../components/thing-link.tsx';
import { Time } from '../../components/time.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import styles from './account.module.css';
import { AgreementList } from './agreement-list.tsx';

type Provider = z.output<typeof providerDetailSchema>;

const STATUS = {
  active: { tone: 'good', word: 'active' },
  chilled: { tone: 'warn', word: 'paused' },
  gone: { tone: 'neutral', word: 'gone' },
} as const;
const BIDS = {
  live: { tone: 'accent', word: 'live' },
  won: { tone: 'good', word: 'won' },
  lost: { tone: 'neutral', word: 'lost' },
  evicted: { tone: 'warn', word: 'undercut' },
} as const;

/** What an account has bonded and done as a provider. */
export function AsProvider({ address }: { address: string }) {
  const indexer = useIndexer();
  const provider = useQuery(indexer.provider(address));
  return (
    <>
      <QueryView query={provider} what="the provider" rows={5}>
        {(it) => (
          <div className={styles.columns}>
            <Bond provider={it} />
            <Record provider={it} />
          </div>
        )}
      </QueryView>
      <QueryView query={provider} what="offers" rows={2}>
        {({ offers }) => (
          <Card title="Offers">
            {offers.length === 0 ? (
              <EmptyState title="It offers no model now" />
            ) : (
              <Table
                caption="Models that it offers"
                rows={offers}
                rowKey={({ model }) => model}
                columns={[
                  { head: 'Model', cell: ({ model }) => <ThingLink kind="model" id={model} /> },
                  {
                    head: 'p50',
                    align: 'end',
                    cell: ({ p50Ms }) => (p50Ms ? `${p50Ms} ms` : 'not measured'),
                  },
                  {
                    head: 'p95',
                    align: 'end',
                    cell: ({ p95Ms }) => (p95Ms ? `${p95Ms} ms` : 'not measured'),
                  },
                  { head: 'Largest batch', align: 'end', cell: ({ maxBatch }) => maxBatch },
                  { head: 'Hardware', cell: ({ hardware }) => hardware || 'not told' },
                ]}
              />
            )}
          </Card>
        )}
      </QueryView>
      <Card title="Agreements">
        <AgreementList query={{ provider: address }} other="consumer" />
      </Card>
      <Card title="Bids">
        <PagedTable
          key={address}
          what="bids"
          read={(page) => indexer.bidsPage(address, page)}
          rowKey={({ order }) => order}
          empty={<EmptyState title="It has not bid yet" />}
          columns={[
            { head: 'Order', cell: ({ order }) => <ThingLink kind="order" id={order} /> },
            { head: 'State', cell: ({ state }) => <Badge tone={BIDS[state].tone}>{BIDS[state].word}</Badge> },
            { head: 'Price', align: 'end', cell: ({ price }) => <Money airo={price} /> },
            { head: 'First price', align: 'end', cell: ({ firstPrice }) => <Money airo={firstPrice} /> },
            { head: 'Placed', align: 'end', cell: ({ placedAt }) => <Time at={placedAt} /> },
          ]}
        />
      </Card>
    </>
  );
}

function Bond({
  provider: { account, bond, status, slashed, registeredAt, registeredBlock },
}: {
  provider: Provider;
}) {
  const live = useChainValue(['bond', account], async (chain) => ({
    free: await chain.providers.freeBond(accountId(account)),
    score: await chain.providers.score(accountId(account)),
  }));
  const read = (value: (of: NonNullable<typeof live.data>) => React.ReactNode) =>
    live.data ? value(live.data) : live.error ? 'unknown: the chain does not answer' : '…';
  return (
    <Card title="Bond" actions={<Badge tone={STATUS[status].tone}>{STATUS[status].word}</Badge>}>
      <Facts
        items={[
          ['Bonded', <Money key="b" airo={bond} />],
          ['Not behind any agreement', read(({ free }) => <Money airo={free} />)],
          ['Slashed so far', <Money key="s" airo={slashed} />],
          ['Score', read(({ score }) => `${(score * 100).toFixed(1)} of 100`)],
          ['Registered', registeredBlock === 0 ? 'at genesis' : <Time key="r" at={registeredAt} />],
        ]}
      />
    </Card>
  );
}

function Record({ provider: it }: { provider: Provider }) {
  const { served, failed, late, successRate } = it;
  return (
    <Card title="Record">
      <Facts
        items={[
          ['Answered well', successRate === null ? 'nothing yet' : `${(successRate * 100).toFixed(2)} %`],
          [
            'Served, failed, late',
            `${served.toLocaleString('en')}, ${failed.toLocaleString('en')}, ${late.toLocaleString('en')}`,
          ],
          ['Agreements', `${it.agreements.toLocaleString('en')} (${it.openAgreements} open)`],
          ['Bids', it.bids.toLocaleString('en')],
          ['Earned', <Money key="e" airo={it.earned} />],
          ['Paid back for failures', <Money key="c" airo={it.compensation} />],
        ]}
      />
    </Card>
  );
}

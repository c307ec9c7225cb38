import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { BlockLink } from '../../components/block-link.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { ModelLink } from '../../components/model-link.tsx';
import { Money } from '../../components/money.tsx';
import { Page } from '../../components/page.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { Progress } from '../../components/progress.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { soon } from '../../indexer/soon.ts';
import type { Agreement } from './agreement.ts';
import { buckets } from './agreement.ts';
import { AgreementActions } from './agreement-actions.tsx';
import { usePresent } from './agreement-live.ts';
import { AgreementTroubles } from './agreement-troubles.tsx';
import styles from './agreements.module.css';
import { RequestTable } from './request-table.tsx';

const route = getRouteApi('/agreements/$agreement');

/** What was bought: how much is left, where the money is, and every request. */
export function AgreementPage() {
  const { agreement: id } = route.useParams();
  const agreement = useQuery({ ...useIndexer().agreement(id), ...soon });
  return (
    <Page title={`Agreement ${id}`}>
      <QueryView query={agreement} what="the agreement" rows={5}>
        {(it) => <Details agreement={it} />}
      </QueryView>
    </Page>
  );
}

function Details({ agreement: it }: { agreement: Agreement }) {
  const pending = usePresent(it.id).data?.pending ?? 0;
  const left = Math.max(it.remaining - pending, 0);
  const used = it.inferences - left;
  return (
    <div className={styles.stack}>
      <AgreementTroubles agreement={it} />
      <div className={styles.columns}>
        <Card
          title={`${left.toLocaleString('en')} of ${it.inferences.toLocaleString('en')} inferences left`}
          actions={<Badge tone={it.state === 'open' ? 'good' : 'neutral'}>{it.state}</Badge>}
        >
          <Progress
            label={`${used.toLocaleString('en')} used, ${pending.toLocaleString('en')} of them not paid yet`}
            value={used}
            max={it.inferences}
          />
          {it.state === 'open' && left > 0 && (
            <div className={styles.actions}>
              <Button asChild tone="primary">
                <Link to="/agreements/$agreement/try" params={{ agreement: it.id }}>
                  Try it
                </Link>
              </Button>
              <Button asChild>
                <Link to="/agreements/$agreement/batch" params={{ agreement: it.id }}>
                  Many at once
                </Link>
              </Button>
            </div>
          )}
        </Card>
        <Card title="Money">
          <Facts items={buckets(it).map(({ name, airo }) => [name, <Money key={name} airo={airo} />])} />
        </Card>
        <Card title="Terms">
          <Facts
            items={[
              ['Provider', <Address key="p" address={it.provider} />],
              ['Consumer', <Address key="c" address={it.consumer} />],
              ['Model', <ModelLink key="m" model={it.model} />],
              ['Price of an inference', <Money key="a" airo={it.price} />],
              ['Opened in block', <BlockLink key="o" block={it.openedBlock} />],
              ['Requests until block', it.expires.toLocaleString('en')],
              ...(it.closedBlock === null
                ? []
                : [['Closed in block', <BlockLink key="x" block={it.closedBlock} />] as const]),
            ]}
          />
          <AgreementActions agreement={it} />
        </Card>
      </div>
      <Requests agreement={it} />
    </div>
  );
}

function Requests({ agreement }: { agreement: Agreement }) {
  const indexer = useIndexer();
  return (
    <Card title="Requests">
      <PagedTable
        key={agreement.id}
        what="requests"
        read={(page) => indexer.requestsPage(agreement.id, page)}
        columns={[]}
        rowKey={({ index }) => index}
        empty={<EmptyState title="Nothing was asked yet">Try it with a picture.</EmptyState>}
      >
        {(items) => <RequestTable rows={items} agreement={agreement} />}
      </PagedTable>
    </Card>
  );
}

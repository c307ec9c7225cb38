import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { BlobHash } from '../../components/hash.tsx';
import { Money } from '../../components/money.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import styles from './catalogue.module.css';
import { attestedBy, measured, nameOf, STATUS_TONES, STATUS_WORDS } from './model-card.tsx';
import { PriceChart } from './price-chart.tsx';

const route = getRouteApi('/models/$model');
const MIB = 1_048_576;

/** One model with its offers and prices. */
export function ModelPage() {
  const { model: id } = route.useParams();
  const model = useQuery(useIndexer().model(id));
  if (model.data === undefined) {
    return (
      <Page title={`Model ${id}`}>
        <QueryView query={model} what="the model" rows={6}>
          {() => null}
        </QueryView>
      </Page>
    );
  }
  const it = model.data;
  return (
    <Page
      title={nameOf(it)}
      lead={it.manifest?.description ?? undefined}
      actions={
        it.status === 'listed' && (
          <Button asChild tone="primary">
            <Link to="/models/$model/buy" params={{ model: it.id }}>
              Buy inferences
            </Link>
          </Button>
        )
      }
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card title="Who runs it">
            {it.offers.length === 0 ? (
              <EmptyState title="No provider offers it now" />
            ) : (
              <Table
                caption="Providers that offer this model"
                rows={it.offers}
                rowKey={({ provider }) => provider}
                columns={[
                  { head: 'Provider', cell: ({ provider }) => <Address address={provider} /> },
                  { head: 'Median', align: 'end', cell: ({ p50Ms }) => measured(p50Ms) },
                  { head: 'p95', align: 'end', cell: ({ p95Ms }) => measured(p95Ms) },
                  {
                    head: 'Throughput',
                    align: 'end',
                    cell: ({ perSecond }) => (perSecond ? `${perSecond}/s` : '–'),
                  },
                  { head: 'Largest batch', align: 'end', cell: ({ maxBatch }) => maxBatch },
                  { head: 'Hardware', cell: ({ hardware }) => hardware || 'not told' },
                ]}
              />
            )}
          </Card>
          <Card title="Price of an inference (AIRO)">
            <PriceChart prices={it.prices} />
          </Card>
        </div>
        <Card title="About" actions={<Badge tone={STATUS_TONES[it.status]}>{STATUS_WORDS[it.status]}</Badge>}>
          <Facts
            items={[
              ['Model', `no. ${it.id}, version ${it.version}`],
              ['Owner', it.owner === null ? 'nobody' : <Address key="o" address={it.owner} />],
              [
                'The model itself',
                <Link key="nft" to="/owner/models/$model" params={{ model: it.id }}>
                  versions and sale
                </Link>,
              ],
              ['Royalty of an inference', <Money key="r" airo={it.royalty} />],
              ['Attested by', attestedBy(it)],
              ['Licence', it.manifest?.license ?? 'not told'],
              ['Unit', it.manifest?.unit ?? 'item'],
              ['Size', `${(it.artifact.size / MIB).toFixed(2)} MiB`],
              ['Sold', `${it.sold.toLocaleString('en')} inferences`],
              ['Royalties so far', <Money key="s" airo={it.royalties} />],
              ['Manifest', <BlobHash key="m" hash={it.manifestHash} />],
              ['Model file', <BlobHash key="a" hash={it.artifact.hash} />],
            ]}
          />
        </Card>
      </div>
    </Page>
  );
}

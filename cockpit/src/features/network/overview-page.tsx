import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ActivityTable } from '../../components/activity-table.tsx';
import { Address } from '../../components/address.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { ChainFigures, MarketFigures } from './live-figures.tsx';
import { MarketCharts } from './market-charts.tsx';
import { ModelSelect } from './model-select.tsx';
import styles from './network.module.css';
import { NetworkFrame } from './network-frame.tsx';
import { STEPS, type Step } from './search.ts';

const route = getRouteApi('/network');
const LATEST = 10;

/** The chain and the market at a glance. */
export function OverviewPage() {
  const { step = 'hour', model } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <NetworkFrame title="Network" lead="What the chain and its market are doing now, and what they did.">
      <ChainFigures />
      <MarketFigures />
      <form className={styles.filters} aria-label="Charts" onSubmit={(event) => event.preventDefault()}>
        <Field label="Steps of">
          {(control) => (
            <select
              {...control}
              value={step}
              onChange={(event) =>
                void navigate({
                  search: (before) => ({ ...before, step: event.target.value as Step }),
                  replace: true,
                })
              }
            >
              {Object.entries(STEPS).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ModelSelect
          model={model}
          onChange={(next) =>
            void navigate({
              search: ({ model: _, ...before }) => ({
                ...before,
                ...(next === undefined ? {} : { model: next }),
              }),
              replace: true,
            })
          }
        />
      </form>
      <MarketCharts step={step} model={model} />
      <div className={styles.charts}>
        <Latest />
        <Treasury />
      </div>
    </NetworkFrame>
  );
}

function Latest() {
  const activity = useQuery(useIndexer().activityPage({ limit: LATEST }));
  return (
    <Card title="Latest">
      <QueryView query={activity} what="what happened last" rows={5}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nothing has happened on the market yet" />
          ) : (
            <ActivityTable caption="What happened last on the market" items={items} />
          )
        }
      </QueryView>
    </Card>
  );
}

function Treasury() {
  const treasury = useQuery(useIndexer().treasury());
  return (
    <Card title="Treasury">
      <QueryView query={treasury} what="the treasury" rows={3}>
        {({ account, free, commissions }) => (
          <Facts
            items={[
              ['Account', <Address key="a" address={account} />],
              ['It has', free === null ? 'unknown: the node does not answer' : <Money key="f" airo={free} />],
              ['Commissions so far', <Money key="c" airo={commissions} />],
              ['Spent', 'by motion of the council only'],
            ]}
          />
        )}
      </QueryView>
    </Card>
  );
}

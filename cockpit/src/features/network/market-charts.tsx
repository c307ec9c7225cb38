import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Card } from '../../components/card.tsx';
import { Chart } from '../../components/chart.tsx';
import { Money, shorten } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { everyStep, type Series, type SeriesPoint } from './market-steps.ts';
import styles from './network.module.css';
import type { Step } from './search.ts';

const asAiro = (value: number) => shorten(value.toFixed(6), 6);
const asCount = (value: number) => (Number.isInteger(value) ? value.toLocaleString('en') : '');
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Orders, price index and volume in steps of time, of one model or of all. */
export function MarketCharts({ step, model }: { step: Step; model: number | undefined }) {
  const series = useQuery({
    ...useIndexer().series({ bucket: step, model }),
    placeholderData: (before) => before,
  });
  return (
    <QueryView query={series} what="orders, prices and volume" rows={6}>
      {(it) => <Drawn series={it} step={step} />}
    </QueryView>
  );
}

function Drawn({ series, step }: { series: Series; step: Step }) {
  const { at, orders, prices, volume, value } = useMemo(() => charts(series), [series]);
  if (at.length === 0) {
    return (
      <EmptyState title="Nothing was traded in this time">
        Charts appear with the first order. Choose longer steps to see what lies further back.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles.charts}>
        <Card title={`Orders per ${step}`}>
          <Chart label={`Orders placed per ${step}`} at={at} series={orders} format={asCount} />
        </Card>
        <Card title="Price of an inference">
          <Chart
            label={`Mean, lowest and highest price of an inference per ${step}, in AIRO`}
            at={at}
            series={prices}
            format={asAiro}
          />
        </Card>
        <Card title={`Inferences per ${step}`}>
          <Chart label={`Inferences sold and paid per ${step}`} at={at} series={volume} format={asCount} />
        </Card>
        <Card title={`Turnover per ${step}`}>
          <Chart label={`AIRO paid for inferences per ${step}`} at={at} series={value} format={asAiro} />
        </Card>
      </div>
      <details className={styles.numbers}>
        <summary>The same as numbers</summary>
        <Numbers points={series.points} step={step} />
      </details>
    </>
  );
}

function charts(series: Series) {
  const steps = everyStep(series);
  const of = (read: (point: SeriesPoint) => number | null) =>
    steps.map((it) => ('orders' in it ? read(it) : 0));
  const price = (read: (point: SeriesPoint) => string | null) =>
    steps.map((it) => {
      const airo = 'orders' in it ? read(it) : null;
      return airo === null ? null : Number(airo);
    });
  return {
    at: steps.map(({ at }) => at),
    orders: [{ name: 'orders', values: of(({ orders }) => orders), kind: 'bars' as const }],
    prices: [
      { name: 'mean', values: price(({ price }) => price) },
      { name: 'lowest', values: price(({ lowest }) => lowest), colour: '--good' },
      { name: 'highest', values: price(({ highest }) => highest), colour: '--warn' },
    ],
    volume: [
      { name: 'sold', values: of(({ sold }) => sold), kind: 'bars' as const },
      { name: 'paid', values: of(({ units }) => units), colour: '--warn' },
    ],
    value: [{ name: 'AIRO', values: of(({ value }) => Number(value)), kind: 'bars' as const }],
  };
}

function Numbers({ points, step }: { points: readonly SeriesPoint[]; step: Step }) {
  return (
    <Table
      caption={`Orders, prices and volume per ${step}, newest first`}
      rows={[...points].reverse()}
      rowKey={({ at }) => at}
      columns={[
        { head: 'From', cell: ({ at }) => (at === 0 ? 'genesis' : moment.format(at)) },
        { head: 'Orders', align: 'end', cell: ({ orders }) => orders },
        { head: 'Agreements', align: 'end', cell: ({ agreements }) => agreements },
        {
          head: 'Mean price',
          align: 'end',
          cell: ({ price }) => (price === null ? '–' : <Money airo={price} />),
        },
        { head: 'Sold', align: 'end', cell: ({ sold }) => sold.toLocaleString('en') },
        { head: 'Paid', align: 'end', cell: ({ units }) => units.toLocaleString('en') },
        { head: 'Turnover', align: 'end', cell: ({ value }) => <Money airo={value} /> },
      ]}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { Chart } from '../../components/chart.tsx';
import { Money, shorten } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { type Income, linesOf } from './income.ts';
import styles from './owner.module.css';

const COLOURS = ['--accent', '--warn', '--focus', '--bad', '--good'];
const STEPS = ['hour', 'day', 'week'] as const;
const SHOWN = 30;
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const asAiro = (value: number) => shorten(value.toFixed(6), 6);

/** Royalties over time by model. @param names of models by their number */
export function IncomeCard({ account, names }: { account: string; names: ReadonlyMap<number, string> }) {
  const [step, setStep] = useState<(typeof STEPS)[number]>('day');
  const income = useQuery({
    ...useIndexer().income(account, { bucket: step }),
    placeholderData: (before) => before,
  });
  return (
    <Card
      title={`Royalties by ${step}`}
      actions={
        <select
          className={styles.steps}
          aria-label="Steps of time"
          value={step}
          onChange={(event) => setStep(STEPS.find((it) => it === event.target.value) ?? 'day')}
        >
          {STEPS.map((it) => (
            <option key={it} value={it}>
              by {it}
            </option>
          ))}
        </select>
      }
    >
      <QueryView query={income} what="royalties" rows={5}>
        {(it) => <Drawn income={it} names={names} />}
      </QueryView>
    </Card>
  );
}

function Drawn({ income, names }: { income: Income; names: ReadonlyMap<number, string> }) {
  const nameOf = (model: number) => names.get(model) ?? `Model ${model}`;
  const { at, lines } = useMemo(() => linesOf(income), [income]);
  if (income.points.length === 0) {
    return (
      <EmptyState title="No royalties yet">
        They come with each inference of your models that is paid, and stop when you sell a model.
      </EmptyState>
    );
  }
  return (
    <>
      {at.length > 1 && (
        <Chart
          label="Royalties by model over time, in AIRO"
          at={at}
          series={lines.map(({ model, values }, i) => ({
            name: model === null ? 'all others' : nameOf(model),
            values,
            colour: COLOURS[i % COLOURS.length] as string,
            ...(lines.length === 1 ? { kind: 'bars' as const } : {}),
          }))}
          format={asAiro}
        />
      )}
      <Table
        caption="Royalties by model, newest first"
        rows={[...income.points].reverse().slice(0, SHOWN)}
        rowKey={(point) => `${point.at} ${point.model}`}
        columns={[
          { head: 'From', cell: (point) => (point.at > 0 ? moment.format(point.at) : 'at genesis') },
          { head: 'Model', cell: ({ model }) => <a href={`#/owner/models/${model}`}>{nameOf(model)}</a> },
          { head: 'Paid inferences', align: 'end', cell: ({ units }) => units.toLocaleString('en') },
          { head: 'Its own', align: 'end', cell: ({ own }) => <Money airo={own} /> },
          {
            head: 'From models made of it',
            align: 'end',
            cell: ({ inherited }) => <Money airo={inherited} />,
          },
        ]}
      />
    </>
  );
}

import { restModelSchema } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Field } from '../../components/field.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState, ErrorState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { ActionButton, useAction } from './action-button.tsx';
import { useBot } from './bot-context.tsx';
import styles from './provider.module.css';

type Model = z.output<typeof restModelSchema>;
const MIB = 1024 * 1024;
const perSecond = (n: number) => `${n.toLocaleString('en', { maximumFractionDigits: 0 })} a second`;
const ms = (n: number) => `${n.toLocaleString('en', { maximumSignificantDigits: 3 })} ms`;

/** What it serves, and how fast. */
export function ModelsView() {
  const { one, may } = useBot();
  const models = useQuery(one('/v1/models', z.array(restModelSchema)));
  return (
    <>
      {may('operator') && <HostForm />}
      <QueryView query={models} what="models" rows={5}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="It serves no model">
              Models appear once they are fetched and measured.
            </EmptyState>
          ) : (
            <div className={styles.cards}>
              {all.map((model) => (
                <ModelCard key={model.id} model={model} />
              ))}
            </div>
          )
        }
      </QueryView>
    </>
  );
}

function HostForm() {
  const [text, setText] = useState('');
  const action = useAction(z.unknown());
  const host = (event: FormEvent) => {
    event.preventDefault();
    if (/^\d{1,10}$/.test(text)) action.mutate({ path: '/v1/models', body: { model: Number(text) } });
  };
  return (
    <form onSubmit={host} className={styles.host} aria-label="Serve one more model">
      <Field label="Serve one more model" hint="its number on chain; fetched, checked, measured and offered">
        {(control) => (
          <input {...control} inputMode="numeric" value={text} onChange={(e) => setText(e.target.value)} />
        )}
      </Field>
      <Button type="submit" disabled={action.isPending || !/^\d{1,10}$/.test(text)}>
        {action.isPending ? 'Loading …' : 'Load'}
      </Button>
      {action.error && <ErrorState error={action.error} />}
    </form>
  );
}

const STATES = { loading: 'accent', ready: 'good', away: 'warn', failed: 'bad' } as const;

function ModelCard({ model: { id, name, state, hardware, inMemory, benchmark, error } }: { model: Model }) {
  const { may } = useBot();
  const action = useAction(z.unknown());
  const title = name ?? `Model ${id}`;
  return (
    <Card title={`${title} (#${id})`} actions={<Badge tone={STATES[state]}>{state}</Badge>}>
      {error && <ErrorState error={error} />}
      <Facts
        items={[
          ['Runs on', hardware ?? '–'],
          [
            'In memory',
            inMemory === null ? 'runs elsewhere' : inMemory ? 'yes' : 'no: its next run loads it',
          ],
          ...(benchmark
            ? ([
                ['Throughput', perSecond(benchmark.perSecond)],
                ['Latency, median and p95', `${ms(benchmark.p50Ms)}, ${ms(benchmark.p95Ms)}`],
                ['Best batch', benchmark.bestBatch],
                [
                  'Memory',
                  benchmark.memoryBytes === null ? '–' : `${Math.round(benchmark.memoryBytes / MIB)} MiB`,
                ],
              ] as const)
            : []),
        ]}
      />
      {benchmark && benchmark.points.length > 0 && (
        <details>
          <summary>Measured by batch size</summary>
          <Table
            caption={`Measurements of ${title}`}
            rows={benchmark.points}
            rowKey={({ batch }) => batch}
            columns={[
              { head: 'Batch', cell: ({ batch }) => batch },
              { head: 'Median', cell: ({ medianMs }) => ms(medianMs), align: 'end' },
              { head: 'Throughput', cell: (point) => perSecond(point.perSecond), align: 'end' },
            ]}
          />
        </details>
      )}
      {may('operator') && state !== 'loading' && (
        <div className={styles.actions}>
          {inMemory === true ? (
            <ActionButton action={action} path={`/v1/models/${id}/unload`} label={`Unload ${title}`}>
              Unload
            </ActionButton>
          ) : (
            <ActionButton action={action} path={`/v1/models/${id}/load`} label={`Load ${title}`}>
              Load
            </ActionButton>
          )}
          <ActionButton action={action} path={`/v1/models/${id}/benchmark`} label={`Benchmark ${title}`}>
            {action.isPending ? 'Working …' : 'Benchmark'}
          </ActionButton>
        </div>
      )}
      {action.error && <ErrorState error={action.error} />}
    </Card>
  );
}

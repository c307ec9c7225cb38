import { restAgreementSchema, restRequestSchema } from '@airo/wingman/schemas';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Address } from '../../components/address.tsx';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { BlobHash } from '../../components/hash.tsx';
import { Money } from '../../components/money.tsx';
import { Table } from '../../components/table.tsx';
import { useBot } from './bot-context.tsx';
import { PagedList } from './paged-list.tsx';
import styles from './provider.module.css';

/** What was won, and the requests of one agreement. */
export function JobsView() {
  const { pages } = useBot();
  const agreements = useInfiniteQuery(pages('/v1/agreements', restAgreementSchema));
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <PagedList
      query={agreements}
      what="agreements"
      empty={['No agreement yet', 'The first order that is awarded to this bot appears here.']}
    >
      {(items) => (
        <>
          <Table
            caption="Agreements, newest first"
            rows={items}
            rowKey={({ id }) => id}
            columns={[
              { head: 'Agreement', cell: ({ id }) => `#${id}` },
              {
                head: 'State',
                cell: ({ state }) => <Badge tone={state === 'open' ? 'good' : 'neutral'}>{state}</Badge>,
              },
              { head: 'Consumer', cell: ({ consumer }) => <Address address={consumer} /> },
              { head: 'Model', cell: ({ model }) => model, align: 'end' },
              { head: 'Inferences', cell: ({ inferences }) => inferences.toLocaleString('en'), align: 'end' },
              { head: 'Price each', cell: ({ price }) => <Money airo={price} />, align: 'end' },
              { head: 'Until block', cell: ({ expires }) => expires.toLocaleString('en'), align: 'end' },
              {
                head: 'Jobs',
                cell: ({ id }) => (
                  <Button
                    size="s"
                    aria-pressed={(chosen ?? items[0]?.id) === id}
                    aria-label={`Show jobs of agreement ${id}`}
                    onClick={() => setChosen(id)}
                  >
                    Show
                  </Button>
                ),
              },
            ]}
          />
          <Requests agreement={chosen ?? items[0]?.id ?? 0} />
        </>
      )}
    </PagedList>
  );
}

const STATES = {
  open: ['accent', 'waiting or running'],
  computed: ['accent', 'computed, being published'],
  refused: ['bad', 'refused'],
  answered: ['good', 'answered'],
  failed: ['bad', 'failed'],
  settled: ['good', 'paid'],
  timedOut: ['bad', 'too late'],
} as const satisfies Record<string, readonly [Tone, string]>;

function Requests({ agreement }: { agreement: number }) {
  const { pages } = useBot();
  const [state, setState] = useState('');
  const requests = useInfiniteQuery(
    pages(`/v1/agreements/${agreement}/requests?limit=200`, restRequestSchema),
  );
  return (
    <section className={styles.part} aria-labelledby="jobs">
      <div className={styles.filters}>
        <h2 id="jobs">Jobs of agreement #{agreement}</h2>
        <Field label="State">
          {(control) => (
            <select {...control} value={state} onChange={(e) => setState(e.target.value)}>
              <option value="">All</option>
              {Object.entries(STATES).map(([value, [, name]]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <PagedList
        query={requests}
        what="jobs"
        empty={['No request yet', 'Jobs appear as soon as the consumer posts requests.']}
      >
        {(items) => {
          const fitting = items.filter((it) => state === '' || it.state === state);
          return (
            <>
              <p className={styles.note} role="status">
                {fitting.length.toLocaleString('en')} of {items.length.toLocaleString('en')} read
              </p>
              <Table
                caption={`Jobs of agreement ${agreement}, by number`}
                rows={fitting}
                rowKey={({ index }) => index}
                columns={[
                  { head: 'Job', cell: ({ index }) => `#${index}` },
                  {
                    head: 'State',
                    cell: ({ state }) => <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>,
                  },
                  { head: 'Inferences', cell: ({ units }) => units, align: 'end' },
                  { head: 'Posted in', cell: ({ posted }) => `block ${posted}`, align: 'end' },
                  { head: 'Due by', cell: ({ deadline }) => `block ${deadline}`, align: 'end' },
                  { head: 'Payload', cell: ({ payload }) => <BlobHash hash={payload} /> },
                  {
                    head: 'Answer',
                    cell: ({ response, failCode, detail }) =>
                      response === null ? (
                        [failCode, detail].filter(Boolean).join(': ') || '–'
                      ) : (
                        <BlobHash hash={response} />
                      ),
                  },
                ]}
              />
            </>
          );
        }}
      </PagedList>
    </section>
  );
}

import { restDecisionCountSchema, restDecisionSchema } from '@airo/wingman/schemas';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { Address } from '../../components/address.tsx';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { Table } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { useBot } from './bot-context.tsx';
import { PagedList } from './paged-list.tsx';
import styles from './provider.module.css';

const STAGES = {
  bidding: ['accent', 'bid stands'],
  won: ['good', 'won'],
  lost: ['neutral', 'lost'],
  skipped: ['warn', 'no bid'],
  failed: ['bad', 'failed'],
} as const satisfies Record<string, readonly [Tone, string]>;

/** What some reasons name: who was faster or cheaper. */
const ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{46,50}$/;

/** Why each order went the way it did. */
export function DecisionsView() {
  const { pages, one } = useBot();
  const [stage, setStage] = useState('');
  const [reason, setReason] = useState('');
  const filter = new URLSearchParams({ ...(stage && { stage }), ...(reason && { reason }) });
  const path = `/v1/decisions${filter.size > 0 ? `?${filter}` : ''}`;
  const decisions = useInfiniteQuery(pages(path, restDecisionSchema));
  const counts = useQuery(one('/v1/decisions/counts', z.array(restDecisionCountSchema)));
  return (
    <>
      <form className={styles.filters} aria-label="Filter decisions" onSubmit={(e) => e.preventDefault()}>
        <Field label="Outcome">
          {(control) => (
            <select {...control} value={stage} onChange={(e) => setStage(e.target.value)}>
              <option value="">All</option>
              {Object.entries(STAGES).map(([value, [, name]]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Reason">
          {(control) => (
            <select {...control} value={reason} onChange={(e) => setReason(e.target.value)}>
              <option value="">All</option>
              {(counts.data ?? []).map(({ reason, orders, meaning }) => (
                <option key={reason} value={reason}>
                  {`${meaning} (${orders})`}
                </option>
              ))}
            </select>
          )}
        </Field>
      </form>
      <PagedList
        query={decisions}
        what="decisions"
        empty={
          filter.size > 0
            ? ['No decision fits', 'Choose another outcome or reason.']
            : ['No order was seen yet', 'Each order on chain appears here, with why the bot bid or did not.']
        }
      >
        {(items) => (
          <Table
            caption="Decisions, newest first"
            rows={items}
            rowKey={({ order }) => order}
            columns={[
              { head: 'Order', cell: ({ order }) => `#${order}` },
              { head: 'When', cell: ({ at }) => <Time at={at} /> },
              { head: 'Consumer', cell: ({ consumer }) => <Address address={consumer} /> },
              {
                head: 'Wanted',
                cell: ({ inferences, model }) => (
                  <span className={styles.wanted}>
                    {inferences.toLocaleString('en')} of model {model}
                  </span>
                ),
                align: 'end',
              },
              { head: 'At most', cell: ({ maxPrice }) => <Money airo={maxPrice} />, align: 'end' },
              {
                head: 'Asked',
                cell: ({ price }) => (price === null ? '–' : <Money airo={price} />),
                align: 'end',
              },
              {
                head: 'Outcome',
                cell: ({ stage }) => <Badge tone={STAGES[stage][0]}>{STAGES[stage][1]}</Badge>,
              },
              {
                head: 'Why',
                cell: ({ meaning, detail }) => (
                  <span className={styles.why}>
                    {meaning}
                    {ADDRESS.test(detail) ? (
                      <>
                        {': '}
                        <Address address={detail} />
                      </>
                    ) : (
                      detail !== '' && <span className={styles.note}> {detail}</span>
                    )}
                  </span>
                ),
              },
            ]}
          />
        )}
      </PagedList>
    </>
  );
}

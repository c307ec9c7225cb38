import { restPreviewSchema } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { useBot } from './bot-context.tsx';
import type { Rules } from './pricing-view.tsx';
import styles from './provider.module.css';

const amount = (text: string) => (/^\d{1,9}(\.\d{1,12})?$/.test(text) ? text : undefined);

/** What would be asked for an order by the rules of the form. */
export function PreviewCard({ rules, models }: { rules: Rules; models: readonly number[] }) {
  const { client, key } = useBot();
  const [model, setModel] = useState(String(models[0] ?? 0));
  const [cheapest, setCheapest] = useState('');
  const body = {
    ...rules,
    model: /^\d{1,10}$/.test(model) ? Number(model) : 0,
    cheapest: amount(cheapest),
  };
  const preview = useQuery({
    queryKey: [...key, 'preview', body],
    queryFn: ({ signal }) =>
      client.ask('/v1/pricing/preview', restPreviewSchema, { method: 'POST', body, signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  // What was tried before must not pass for what is refused now.
  const shown = preview.error ? { ...preview, data: undefined } : preview;
  return (
    <Card title="Preview">
      <div className={styles.filters}>
        <Field label="Model">
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={model}
              onChange={(e) => setModel(e.target.value)}
            />
          )}
        </Field>
        <Field label="Best bid of others">
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              placeholder="none"
              value={cheapest}
              onChange={(e) => setCheapest(e.target.value)}
            />
          )}
        </Field>
      </div>
      <QueryView query={shown} what="the preview">
        {({ bids, price, leaves, detail, rule, chainFloor, royalty }) => (
          <>
            <p className={styles.asked}>
              {price === null ? '–' : <Money airo={price} />}{' '}
              <Badge tone={bids ? 'good' : 'warn'}>{bids ? 'would bid' : 'would not bid'}</Badge>
            </p>
            {detail !== '' && <p className={styles.note}>{detail}</p>}
            <Facts
              items={[
                ['Leaves you', leaves === null ? '–' : <Money key="l" airo={leaves} />],
                ['Royalty', <Money key="r" airo={royalty} />],
                ['The chain’s floor', chainFloor === null ? '–' : <Money key="c" airo={chainFloor} />],
                ['By the rule', rule],
              ]}
            />
          </>
        )}
      </QueryView>
    </Card>
  );
}

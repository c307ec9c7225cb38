import { restReplaySchema } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Money } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useBot } from './bot-context.tsx';
import type { Rules } from './pricing-view.tsx';
import styles from './provider.module.css';

type Replay = z.output<typeof restReplaySchema>;

/** What the rules of the form would have won and earned on the last orders, beside what really happened. */
export function ReplayCard({ rules }: { rules: Rules }) {
  const { client, key } = useBot();
  const replay = useQuery({
    queryKey: [...key, 'replay', rules],
    queryFn: ({ signal }) =>
      client.ask('/v1/pricing/replay', restReplaySchema, {
        method: 'POST',
        body: { ...rules, last: 1_000 },
        signal,
      }),
    placeholderData: (before) => before,
    retry: false,
  });
  const shown = replay.error ? { ...replay, data: undefined } : replay;
  return (
    <Card title="Replay of the last orders">
      <QueryView query={shown} what="the replay">
        {(report) =>
          report.orders === 0 ? (
            <EmptyState title="No order has ended yet">
              Once orders have ended, this shows what your rules would have earned on them.
            </EmptyState>
          ) : (
            <Report report={report} />
          )
        }
      </QueryView>
    </Card>
  );
}

function Report({ report: { orders, bids, won, revenue, margin, actual, utilisation } }: { report: Replay }) {
  return (
    <>
      <Bars
        title="Revenue"
        rows={[
          ['these rules', Number(revenue), <Money key="r" airo={revenue} />],
          ['what happened', Number(actual.revenue), <Money key="a" airo={actual.revenue} />],
        ]}
      />
      <Bars
        title="Orders won"
        of={orders}
        rows={[
          ['these rules', won, `${won} of ${orders}`],
          ['what happened', actual.won, `${actual.won} of ${orders}`],
        ]}
      />
      <Facts
        items={[
          ['Bids', `${bids} of ${orders} orders`],
          ['Left after royalty, commission and costs', <Money key="m" airo={margin} />],
          [
            'Machine used, mean and peak',
            `${Math.round(utilisation.mean * 100)} %, ${Math.round(utilisation.peak * 100)} %`,
          ],
        ]}
      />
      <p className={styles.note}>As if others had bid the same and every inference bought were used.</p>
    </>
  );
}

/** Two numbers side by side: lengths to compare, with the values in words. */
function Bars({
  title,
  of,
  rows,
}: {
  title: string;
  of?: number;
  rows: readonly (readonly [name: string, value: number, text: React.ReactNode])[];
}) {
  const most = Math.max(of ?? 0, ...rows.map(([, value]) => value)) || 1;
  return (
    <div>
      <h3>{title}</h3>
      <dl className={styles.bars}>
        {rows.map(([name, value, text], i) => (
          <div key={name} className={styles.bar}>
            <dt>{name}</dt>
            <dd>
              <span
                className={i === 0 ? styles.fill : styles.fillSoft}
                style={{ width: `${(value / most) * 100}%` }}
                aria-hidden="true"
              />
              <span>{text}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { EmptyState } from '../../components/state.tsx';
import styles from './orders.module.css';
import { type Asked, reasonOf } from './quotes.ts';

/** "2 of 3 providers would bid", and why the others would not. */
export function QuotesCard({ asked }: { asked: readonly Asked[] }) {
  const willing = asked.filter(({ quote }) => quote?.wouldBid).length;
  return (
    <Card title={`${willing} of ${asked.length} providers would bid now`}>
      {asked.length === 0 ? (
        <EmptyState title="This page knows no provider to ask">Add Wingmen under Settings.</EmptyState>
      ) : (
        <ul className={styles.quotes}>
          {cheapestFirst(asked).map((it) => (
            <li key={it.url} className={styles.quote}>
              {it.quote ? <Address address={it.quote.provider} /> : <code>{it.url}</code>}
              {it.quote?.price ? (
                <Badge tone="good">
                  <Money airo={it.quote.price} />
                </Badge>
              ) : (
                <span className={styles.note}>because {reasonOf(it)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const cheapestFirst = (asked: readonly Asked[]): readonly Asked[] =>
  asked.toSorted((a, b) => Number(a.quote?.price ?? Infinity) - Number(b.quote?.price ?? Infinity));

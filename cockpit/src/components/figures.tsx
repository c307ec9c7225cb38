import type { CSSProperties, ReactNode } from 'react';
import styles from './figures.module.css';

/** Few figures that matter, large, each with a word on what it means. */
export function Figures({
  label,
  items,
  inARow = items.length,
}: {
  label: string;
  items: readonly { readonly name: string; readonly value: ReactNode; readonly note?: ReactNode }[];
  /** At most; fewer where there is no room. */
  inARow?: number;
}) {
  return (
    <dl className={styles.figures} aria-label={label} style={{ '--in-a-row': inARow } as CSSProperties}>
      {items.map(({ name, value, note }) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd className={styles.value}>{value}</dd>
          {note !== undefined && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

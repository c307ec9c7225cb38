import type { ReactNode } from 'react';
import styles from './figures.module.css';

/** Few figures that matter, large, each with a word on what it means. */
export function Figures({
  label,
  items,
}: {
  label: string;
  items: readonly { readonly name: string; readonly value: ReactNode; readonly note?: ReactNode }[];
}) {
  return (
    <dl className={styles.figures} aria-label={label}>
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

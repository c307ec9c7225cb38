import styles from './bars.module.css';

/** Shares of a whole as bars with their names; the first is the answer. */
export function Bars({
  label,
  items,
}: {
  label: string;
  items: readonly { readonly name: string; readonly share: number; readonly text: string }[];
}) {
  return (
    <ol className={styles.bars} aria-label={label}>
      {items.map(({ name, share, text }) => (
        <li key={name} className={styles.bar}>
          <span className={styles.name}>{name}</span>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} />
          </span>
          <span className={styles.text}>{text}</span>
        </li>
      ))}
    </ol>
  );
}

import styles from './progress.module.css';

/** How much of something is done. */
export function Progress({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <div className={styles.progress}>
      <span>{label}</span>
      <progress value={value} max={Math.max(max, 1)} aria-label={label} />
    </div>
  );
}

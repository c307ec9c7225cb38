import type { ReactNode } from 'react';
import { explain } from '../errors/explain.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './state.module.css';

/** Nothing is there yet, and what would bring something. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.state}>
      <strong>{title}</strong>
      {children !== undefined && <div className={styles.advice}>{children}</div>}
    </div>
  );
}

/** As large as what comes, so that nothing jumps. */
export function LoadingState({ what, rows = 3 }: { what: string; rows?: number }) {
  return (
    <div role="status" className={styles.loading}>
      <span className="visually-hidden">Loading {what} …</span>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all the same and never move
        <div key={i} className={styles.bar} aria-hidden="true" />
      ))}
    </div>
  );
}

/** What failed, what the reader can do, and once more. */
export function ErrorState({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, advice, again } = explain(error);
  return (
    <div role="alert" className={`${styles.state} ${styles.error}`}>
      <strong className={styles.title}>
        <Icon name="warning" /> {title}
      </strong>
      {advice && <div className={styles.advice}>{advice}</div>}
      {retry && again && (
        <Button size="s" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

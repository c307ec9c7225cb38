import { useEffect, useState } from 'react';
import { useChainAway } from '../chain/chain-away.ts';
import { useLive } from '../indexer/live-context.tsx';
import styles from './shell.module.css';

/** A connection that is only just being made is not told as lost. */
const GRACE_MS = 4_000;

/** Whether news come in, and the last block they told of. Whatever is away is found again without a reload. */
export function Connection() {
  const { head, connected } = useLive();
  const isChainAway = useChainAway();
  const [isIndexLost, setLost] = useState(false);
  const isLost = isIndexLost || isChainAway;
  useEffect(() => {
    if (connected) {
      setLost(false);
      return;
    }
    const timer = setTimeout(() => setLost(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  return (
    <span className={[styles.connection, isLost && styles.lost].filter(Boolean).join(' ')}>
      <span className={styles.dot} aria-hidden="true" />
      {isLost ? (
        <span role="status">
          {isIndexLost ? 'Offline: what you see may be old' : 'The chain is away: what you see may be old'}
        </span>
      ) : (
        <span title="last final block in the index">
          <span className={styles.block}>block </span>
          {head ?? '…'}
        </span>
      )}
    </span>
  );
}

import { type ReactNode, useState } from 'react';
import styles from './copyable.module.css';
import { Icon } from './icon.tsx';

const SHOWN_MS = 1_500;

/** Long text, shortened in the middle, that is copied whole. @param what "address", "hash": for screen readers */
export function Copyable({ text, what, children }: { text: string; what: string; children?: ReactNode }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <span className={styles.copyable}>
      {children ?? (
        <code title={text} className={styles.text}>
          {middle(text)}
        </code>
      )}
      <button
        type="button"
        className={styles.button}
        onClick={copy}
        aria-label={`Copy ${what} ${middle(text)}`}
      >
        <Icon name={copied ? 'check' : 'copy'} />
      </button>
      <span role="status" className="visually-hidden">
        {copied ? 'copied' : ''}
      </span>
    </span>
  );
}

/** "5FHneW46xGXg…UhjJM694ty" */
export const middle = (text: string): string =>
  text.length <= 16 ? text : `${text.slice(0, 8)}…${text.slice(-6)}`;

import { Popover } from 'radix-ui';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Time } from '../components/time.tsx';
import { explain } from '../errors/explain.ts';
import { useTransactions } from './transactions-context.tsx';
import styles from './tray.module.css';
import { isPending, type TransactionState } from './tray.ts';

/** How many transactions are on their way, and each of them from signed to final. */
export function TrayButton() {
  const { tray, clear } = useTransactions();
  const pending = tray.filter(isPending).length;
  const [newest] = tray;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button tone="quiet" aria-label={`Transactions: ${pending} on their way`}>
          <Icon name="list" />
          {pending > 0 && <span className={styles.count}>{pending}</span>}
        </Button>
      </Popover.Trigger>
      <span role="status" className="visually-hidden">
        {newest && `${newest.title}: ${stateText(newest.state)}`}
      </span>
      <Popover.Portal>
        <Popover.Content className={styles.tray} align="end" sideOffset={8} aria-label="Transactions">
          <header className={styles.header}>
            <strong>Transactions</strong>
            <Button tone="quiet" size="s" onClick={clear}>
              Clear
            </Button>
          </header>
          {tray.length === 0 ? (
            <p className={styles.note}>Nothing was signed yet on this page.</p>
          ) : (
            <ul className={styles.list}>
              {tray.map(({ id, title, at, state }) => (
                <li key={id} className={styles.item}>
                  <div className={styles.line}>
                    <span>{title}</span>
                    <State state={state} />
                  </div>
                  <small className={styles.note}>
                    <Time at={at} />
                    {state.kind === 'failed' && ` · ${advice(state.error)}`}
                  </small>
                </li>
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function State({ state }: { state: TransactionState }) {
  const tone = ({ signing: 'neutral', included: 'accent', final: 'good', failed: 'bad' } as const)[
    state.kind
  ];
  return <Badge tone={tone}>{stateText(state)}</Badge>;
}

function stateText(state: TransactionState): string {
  if (state.kind === 'signing') return 'signing and sending';
  if (state.kind === 'failed') return 'failed';
  return state.kind === 'final' ? `final in block ${state.block}` : `in block ${state.block}`;
}

function advice(error: unknown): string {
  const { title, advice: rest } = explain(error);
  return rest ? `${title}. ${rest}` : title;
}

import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { duration } from '../../components/time.tsx';
import type { LiveModel } from './own-model-page.tsx';
import styles from './owner.module.css';
import { useSigning } from './use-signing.tsx';

/** Takes the model off the market, and back. */
export function MarketCard({ live: { model, rules, blockMs } }: { live: LiveModel }) {
  const { sign, failure } = useSigning();
  const delay = duration(rules.removalDelay * blockMs);
  const isRetired = model.status.kind === 'retired';
  return (
    <Card title={isRetired ? 'Back on the market, or away for good' : 'Take it off the market'}>
      <p className={styles.note}>
        {isRetired
          ? `Nobody can order it now. Once it has been retired for ${delay} you can remove it.`
          : 'Nobody can order it then; agreements that run go on and bring royalties. You can undo it.'}
      </p>
      <div className={styles.actions}>
        {isRetired ? (
          <>
            <Button
              tone="primary"
              onClick={() =>
                sign({
                  title: 'Put the model back',
                  lines: [['Then', 'it is what it was before you retired it']],
                  call: ({ models }) => models.restore(model.id),
                })
              }
            >
              Restore
            </Button>
            <Button
              tone="danger"
              onClick={() =>
                sign({
                  title: 'Remove the model for good',
                  lines: [
                    ['Burned', 'the NFT; nobody gets royalties of it any more'],
                    ['Comes back, to whoever registered it', <Money key="d" airo={rules.modelDeposit} />],
                    ['Its bytes', 'only you can register them again'],
                  ],
                  call: ({ models }) => models.remove(model.id),
                })
              }
            >
              Remove
            </Button>
          </>
        ) : (
          <Button
            tone="danger"
            onClick={() =>
              sign({
                title: 'Retire the model',
                lines: [
                  ['From then on', 'nobody can order it'],
                  ['Agreements that run', 'go on, and bring their royalties'],
                  ['Undo', 'restore it whenever you like'],
                ],
                call: ({ models }) => models.retire(model.id),
              })
            }
          >
            Retire
          </Button>
        )}
      </div>
      {failure}
    </Card>
  );
}

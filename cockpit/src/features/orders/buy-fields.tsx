import type { Planck } from '@airo/chain-types/model';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { duration } from '../../components/time.tsx';
import styles from './orders.module.css';
import { WINDOWS, type Wish, type Wrong } from './wish.ts';

interface FieldsProps {
  readonly wish: Wish;
  readonly wrong: Wrong;
  readonly onChange: (part: Partial<Wish>) => void;
}

const PRESETS = [10, 100, 1_000, 10_000];

export function CountStep({ wish, wrong, onChange }: FieldsProps) {
  return (
    <>
      <Field
        label="Inferences"
        hint="One inference is one answer, for example to one picture."
        error={wrong.inferences}
      >
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={wish.inferences}
            onChange={(event) => onChange({ inferences: event.target.value })}
          />
        )}
      </Field>
      <div className={styles.presets}>
        {PRESETS.map((count) => (
          <Button
            key={count}
            size="s"
            aria-pressed={wish.inferences === String(count)}
            onClick={() => onChange({ inferences: String(count) })}
          >
            {count.toLocaleString('en')}
          </Button>
        ))}
      </div>
    </>
  );
}

const WINDOW_WORDS = {
  bidWindow: ['Bids come in for', 'longer brings more bids'],
  duration: ['To be used within', 'requests can be made so long after the award'],
  responseWindow: ['An answer takes at most', 'a later one costs nothing and counts against the provider'],
  challengeWindow: ['An answer can be disputed for', 'it is paid after that, or as soon as you accept it'],
} as const;

export function LimitsStep({
  wish,
  wrong,
  onChange,
  floor,
  blockMs,
}: FieldsProps & { floor: Planck | null; blockMs: number }) {
  const isFolded = !['minBond', 'minScore', ...WINDOWS].some((name) => name in wrong);
  return (
    <>
      <Field
        label="At most for one inference (AIRO)"
        hint={
          floor !== null && (
            <>
              Bids may not go below <Money airo={floor} />, which carries royalty and commission.
            </>
          )
        }
        error={wrong.maxPrice}
      >
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            value={wish.maxPrice}
            onChange={(event) => onChange({ maxPrice: event.target.value })}
          />
        )}
      </Field>
      <fieldset className={styles.choice}>
        <legend>Who wins</legend>
        {(['manual', 'cheapest'] as const).map((award) => (
          <label key={award}>
            <input
              type="radio"
              name="award"
              checked={wish.award === award}
              onChange={() => onChange({ award })}
            />
            {award === 'manual' ? 'I choose among the bids' : 'The cheapest bid, by itself when bidding ends'}
          </label>
        ))}
      </fieldset>
      <details className={styles.details} open={!isFolded || undefined}>
        <summary>More limits</summary>
        <div className={styles.grid}>
          {WINDOWS.map((name) => (
            <Field
              key={name}
              label={`${WINDOW_WORDS[name][0]} (blocks)`}
              hint={`about ${duration(Number(wish[name]) * blockMs || 0)}; ${WINDOW_WORDS[name][1]}`}
              error={wrong[name]}
            >
              {(control) => (
                <input
                  {...control}
                  inputMode="numeric"
                  value={wish[name]}
                  onChange={(event) => onChange({ [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <Field
            label="Least bond of the provider (AIRO)"
            hint="what it loses when it cheats"
            error={wrong.minBond}
          >
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                value={wish.minBond}
                onChange={(event) => onChange({ minBond: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Least score of the provider (%)"
            hint="how reliably it answered; newcomers have little"
            error={wrong.minScore}
          >
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                value={wish.minScore}
                onChange={(event) => onChange({ minScore: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </>
  );
}

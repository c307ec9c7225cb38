import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorState } from '../../components/state.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import styles from './network.module.css';
import { parsed, told, written } from './parameter-value.ts';
import { PARAMETERS, type Parameter, parameterOf } from './parameter-words.ts';
import { useRules } from './parameters-page.tsx';

const UNITS: Readonly<Record<Parameter['unit'], string>> = {
  time: 'whole blocks',
  window: 'whole blocks, the shortest not above the longest',
  amount: 'AIRO, with at most 12 digits behind the point',
  share: 'per cent, from 0 to 100',
  number: 'a whole number',
};
const CHANGEABLE = PARAMETERS.filter(({ isFixed }) => !isFixed);

/** A new value for one parameter, as a motion. */
export function ProposeForm({ members }: { members: number }) {
  const rules = useRules().data;
  const queries = useQueryClient();
  const { transact } = useTransactions();
  const [chosen, setChosen] = useState(`${CHANGEABLE[0]?.pallet}.${CHANGEABLE[0]?.name}`);
  const [typed, setTyped] = useState<readonly string[] | null>(null);
  const [isWrong, setWrong] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [pallet = '', name = ''] = chosen.split('.');
  const parameter = parameterOf(pallet, name);
  if (!parameter || !rules) return null;
  const now = parameter.of(rules.parameters);
  const texts = typed ?? written(parameter.unit, now);
  const threshold = Math.floor(members / 2) + 1;

  const propose = async (event: FormEvent) => {
    event.preventDefault();
    const value = parsed(parameter.unit, texts);
    setWrong(value === null);
    setError(null);
    if (value === null) return;
    try {
      await transact({
        title: 'Propose a change',
        lines: [
          ['Parameter', parameter.title],
          ['Now', told(parameter, now, rules.blockMs)],
          ['Proposed', told(parameter, value, rules.blockMs)],
          ['Votes wanted', threshold === 1 ? 'none: it is in force at once' : `${threshold} of ${members}`],
        ],
        call: ({ governance }) =>
          governance.propose(threshold, governance.setParameter({ pallet, name, value })),
      });
      await queries.invalidateQueries({ queryKey: ['chain-value'] });
    } catch (failure) {
      setError(failure);
    }
  };
  const labels = parameter.unit === 'window' ? ['Shortest', 'Longest'] : ['New value'];
  return (
    <form className={styles.stack} onSubmit={(event) => void propose(event)}>
      <Field label="Parameter" hint={`${parameter.meaning} Now: ${told(parameter, now, rules.blockMs)}.`}>
        {(control) => (
          <select
            {...control}
            value={chosen}
            onChange={(event) => {
              setChosen(event.target.value);
              setTyped(null);
              setWrong(false);
            }}
          >
            {CHANGEABLE.map((it) => (
              <option key={`${it.pallet}.${it.name}`} value={`${it.pallet}.${it.name}`}>
                {it.title} ({it.pallet.toLowerCase()})
              </option>
            ))}
          </select>
        )}
      </Field>
      {labels.map((label, i) => (
        <Field
          key={label}
          label={label}
          hint={UNITS[parameter.unit]}
          error={isWrong ? `What is wanted: ${UNITS[parameter.unit]}` : undefined}
        >
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={texts[i] ?? ''}
              onChange={(event) => setTyped(texts.map((text, j) => (j === i ? event.target.value : text)))}
            />
          )}
        </Field>
      ))}
      <p className={styles.soft}>
        {threshold === 1
          ? 'The council has one member: what it proposes is in force at once.'
          : `It takes ${threshold} of ${members} votes. Proposing is not voting.`}
      </p>
      <div className={styles.buttons}>
        <Button type="submit" tone="primary">
          Propose
        </Button>
      </div>
      {error !== null && <ErrorState error={error} />}
    </form>
  );
}

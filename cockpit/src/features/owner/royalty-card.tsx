import { formatAiro } from '@airo/chain-types/model';
import { type FormEvent, useState } from 'react';
import { BlockLink } from '../../components/block-link.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { duration } from '../../components/time.tsx';
import { amountOf } from './amount.ts';
import type { LiveModel } from './own-model-page.tsx';
import styles from './owner.module.css';
import { useSigning } from './use-signing.tsx';

/** What the owner gets of each inference; lower at once, higher after a notice. */
export function RoyaltyCard({ live: { model, rules, blockMs } }: { live: LiveModel }) {
  const { sign, failure } = useSigning();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const notice = duration(rules.royaltyNotice * blockMs);
  const change = (event: FormEvent) => {
    event.preventDefault();
    const royalty = amountOf(text);
    const problem =
      royalty === null || royalty > rules.maxRoyalty
        ? `An amount of AIRO from 0 to ${formatAiro(rules.maxRoyalty)}.`
        : royalty === model.royalty && model.rise === null
          ? 'It is that already.'
          : undefined;
    setWrong(problem);
    if (problem !== undefined || royalty === null) return;
    sign(
      {
        title: 'Change the royalty',
        lines: [
          ['Of an inference, now', <Money key="n" airo={model.royalty} />],
          ['Of an inference, then', <Money key="t" airo={royalty} />],
          ['In force', royalty > model.royalty ? `in about ${notice}` : 'at once'],
          ['Orders that are placed already', 'keep the royalty that they were placed with'],
        ],
        call: ({ models }) => models.setRoyalty(model.id, royalty),
      },
      () => setText(''),
    );
  };
  return (
    <Card title="Royalty">
      <form className={styles.stack} onSubmit={change} noValidate>
        {model.rise && (
          <p>
            It rises to <Money airo={model.rise.royalty} /> with block <BlockLink block={model.rise.from} />.
          </p>
        )}
        <Field
          label="New royalty of an inference, in AIRO"
          hint={`Now ${formatAiro(model.royalty)}. A lower one holds at once, a higher one after ${notice}.`}
          error={wrong}
        >
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value.trim())}
            />
          )}
        </Field>
        <div className={styles.actions}>
          <Button type="submit">Change the royalty</Button>
        </div>
        {failure}
      </form>
    </Card>
  );
}

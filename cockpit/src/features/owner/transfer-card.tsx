import { type FormEvent, useState } from 'react';
import { addressOf } from '../../chain/address.ts';
import { Address } from '../../components/address.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import type { LiveModel } from './own-model-page.tsx';
import styles from './owner.module.css';
import { useSigning } from './use-signing.tsx';

/** Gives the NFT to somebody, after its owner saw all that goes with it. */
export function TransferCard({
  live: { model, sale },
  earned,
}: {
  live: LiveModel;
  /** AIRO of all royalties until now. */
  earned: string | undefined;
}) {
  const { sign, failure } = useSigning();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const transfer = async (event: FormEvent) => {
    event.preventDefault();
    const to = await addressOf(text);
    const problem =
      to === null
        ? 'This is no address: check it for a typing error.'
        : to === model.owner
          ? 'It is yours already.'
          : undefined;
    setWrong(problem);
    if (problem !== undefined || to === null) return;
    sign(
      {
        title: 'Transfer the model',
        lines: [
          ['New owner', <Address key="to" address={to} />],
          ['You get', 'nothing: this is no sale, and only the new owner can undo it'],
          ['Income that goes with it', 'the royalty of every inference that is paid from then on'],
          ['Royalty of an inference', <Money key="r" airo={model.royalty} />],
          ...(earned === undefined
            ? []
            : [['It has brought so far, which stays yours', <Money key="e" airo={earned} />] as const]),
          [
            'What else goes with it',
            'the right to change its royalty and versions, to sell and to retire it',
          ],
          ...(sale ? [['Your offer to sell it', 'ends'] as const] : []),
          ['The deposit', 'comes back, when the model is removed, to whoever registered it'],
        ],
        call: (chain) => chain.transferModel(model.id, to),
      },
      () => setText(''),
    );
  };
  return (
    <Card title="Give the model to somebody">
      <form className={styles.stack} onSubmit={(event) => void transfer(event)} noValidate>
        <Field
          label="New owner’s address"
          hint="The NFT and every royalty from then on. To be paid for it, offer it for sale instead."
          error={wrong}
        >
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={text}
              placeholder="5FHneW46…"
              onChange={(event) => {
                setText(event.target.value);
                setWrong(undefined);
              }}
            />
          )}
        </Field>
        <div className={styles.actions}>
          <Button type="submit">Transfer the model</Button>
        </div>
        {failure}
      </form>
    </Card>
  );
}

import { formatAiro } from '@airo/chain-types/model';
import { type FormEvent, useState } from 'react';
import { addressOf } from '../../chain/address.ts';
import { Address } from '../../components/address.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { amountOf } from './amount.ts';
import type { LiveModel } from './own-model-page.tsx';
import styles from './owner.module.css';
import { useSigning } from './use-signing.tsx';

const WRONG_PRICE = 'An amount of AIRO above 0, for example 250.';

/** The NFT's price: set by its owner, paid by whoever wants it. */
export function SaleCard({ live, isMine }: { live: LiveModel; isMine: boolean }) {
  return <Card title="Sale of the model">{isMine ? <Sell live={live} /> : <Buy live={live} />}</Card>;
}

function Sell({ live: { model, sale } }: { live: LiveModel }) {
  const { sign, failure } = useSigning();
  const [text, setText] = useState('');
  const [who, setWho] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isNobody, setNobody] = useState(false);
  const offer = async (event: FormEvent) => {
    event.preventDefault();
    const price = amountOf(text);
    const isPrice = price !== null && price > 0n;
    const buyer = who.trim() === '' ? null : await addressOf(who);
    const isUnknown = who.trim() !== '' && buyer === null;
    setWrong(!isPrice);
    setNobody(isUnknown);
    if (!isPrice || isUnknown) return;
    sign(
      {
        title: 'Offer the model for sale',
        lines: [
          ['You get', <Money key="p" airo={price} />],
          buyer === null
            ? ['Anybody may buy it', 'at once, without asking you again']
            : ['Who alone may buy it, at once', <Address key="b" address={buyer} />],
          ['Income that goes to the buyer', 'the royalty of every inference that is paid after the sale'],
          [
            'What else goes with it',
            'the right to change its royalty and versions, to sell and to retire it',
          ],
        ],
        call: ({ models }) => models.sell(model.id, price, buyer),
      },
      () => {
        setText('');
        setWho('');
      },
    );
  };
  return (
    <form className={styles.stack} onSubmit={(event) => void offer(event)} noValidate>
      <p>
        {sale ? (
          <>
            {sale.buyer === null ? 'Anybody' : <Address address={sale.buyer} />} can buy it for{' '}
            <Money airo={sale.price} /> now.
          </>
        ) : (
          'It is not for sale.'
        )}
      </p>
      <Field
        label={sale ? 'New price in AIRO' : 'Price in AIRO'}
        hint="The buyer gets the NFT and every royalty from then on."
        error={isWrong ? WRONG_PRICE : undefined}
      >
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            placeholder={sale ? formatAiro(sale.price) : ''}
            onChange={(event) => setText(event.target.value.trim())}
          />
        )}
      </Field>
      <Field
        label="Only to this address"
        hint="Empty: anybody may buy it."
        error={isNobody ? 'This is no address: check it for a typing error.' : undefined}
      >
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={who}
            onChange={(event) => setWho(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.actions}>
        <Button type="submit">{sale ? 'Change the price' : 'Offer for sale'}</Button>
        {sale && (
          <Button
            onClick={() =>
              sign({
                title: 'Take the model off sale',
                lines: [['Then', 'nobody can buy it until you offer it again']],
                call: ({ models }) => models.sell(model.id, null),
              })
            }
          >
            Take off sale
          </Button>
        )}
      </div>
      {failure}
    </form>
  );
}

function Buy({ live: { model, sale } }: { live: LiveModel }) {
  const { account } = useWallet();
  const { sign, failure } = useSigning();
  if (!sale) return <p>Its owner does not offer it for sale.</p>;
  if (sale.buyer !== null && sale.buyer !== account?.address) {
    return (
      <p>
        It is reserved for <Address address={sale.buyer} /> at <Money airo={sale.price} />.
      </p>
    );
  }
  return (
    <div className={styles.stack}>
      <p>
        You can have the model for <Money airo={sale.price} />, and with it every royalty from then on.
      </p>
      <div className={styles.actions}>
        <Button
          tone="primary"
          onClick={() =>
            sign({
              title: 'Buy the model',
              lines: [
                ['You pay', <Money key="p" airo={sale.price} />],
                ['You get', 'the NFT and the royalties of every inference that is paid from now on'],
                ['Its royalty of an inference', <Money key="r" airo={model.royalty} />],
              ],
              call: ({ models }) => models.buy(model.id, sale.price),
            })
          }
        >
          Buy the model
        </Button>
      </div>
      {failure}
    </div>
  );
}

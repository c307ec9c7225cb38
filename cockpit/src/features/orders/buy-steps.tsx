import type { ChainClient, ChainParameters, ModelId } from '@airo/chain-types/model';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useChainValue } from '../../chain/chain-value.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState, LoadingState } from '../../components/state.tsx';
import { duration } from '../../components/time.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { CountStep, LimitsStep } from './buy-fields.tsx';
import styles from './orders.module.css';
import { type Asked, useQuotes } from './quotes.ts';
import { QuotesCard } from './quotes-card.tsx';
import { suggestedPrice } from './suggested-price.ts';
import { sessionKey, specOf, usualWish, type Wish, worstCase, wrongIn } from './wish.ts';

const STEPS = ['How many', 'Limits', 'Review'] as const;

export interface BuyProps {
  readonly chain: ChainClient;
  readonly parameters: ChainParameters;
  readonly model: ModelId;
  readonly lastPrice: string | null;
}

export function BuySteps({ chain, parameters, model, lastPrice }: BuyProps) {
  const [step, setStep] = useState(0);
  const [typed, setTyped] = useState(() => usualWish(parameters, ''));
  const floor = useChainValue(['quote-floor', model], (it) => it.marketplace.quoteFloor(model)).data ?? null;
  const [asked, setAsked] = useState<readonly Asked[] | null>(null);
  const suggested = suggestedPrice(asked ?? [], lastPrice, floor);
  // What was not typed follows the quotes as they come in.
  const wish = typed.maxPrice === '' ? { ...typed, maxPrice: suggested } : typed;
  const wrong = wrongIn(wish, parameters);
  const isRight = Object.keys(wrong).length === 0;
  const question = isRight
    ? {
        model,
        inferences: Number(wish.inferences),
        duration: Number(wish.duration),
        responseWindow: Number(wish.responseWindow),
        maxPrice: step === 0 ? null : wish.maxPrice,
      }
    : null;
  const quotes = useQuotes(chain, question);
  useEffect(() => {
    if (quotes.data) setAsked(quotes.data);
  }, [quotes.data]);
  const fields = { wish, wrong, onChange: (part: Partial<Wish>) => setTyped({ ...typed, ...part }) };
  const blockMs = chain.constants.blockTimeMs;
  return (
    <>
      <ol className={styles.steps}>
        {STEPS.map((name, i) => (
          <li key={name} {...(i === step ? { 'aria-current': 'step' as const } : {})}>
            {i + 1}. {name}
          </li>
        ))}
      </ol>
      <div className={styles.columns}>
        <Card title={STEPS[step]}>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (step < 2) setStep(step + 1);
            }}
          >
            {step === 0 && <CountStep {...fields} />}
            {step === 1 && <LimitsStep {...fields} floor={floor} blockMs={blockMs} />}
            {step === 2 && isRight && (
              <Review wish={wish} model={model} blockMs={blockMs} back={() => setStep(1)} />
            )}
            {step < 2 && (
              <div className={styles.actions}>
                {step > 0 && <Button onClick={() => setStep(step - 1)}>Back</Button>}
                <Button type="submit" tone="primary" disabled={step === 0 ? 'inferences' in wrong : !isRight}>
                  Next
                </Button>
              </div>
            )}
          </form>
        </Card>
        {asked ? <QuotesCard asked={asked} /> : <LoadingState what="quotes of providers" />}
      </div>
    </>
  );
}

function Review({
  wish,
  model,
  blockMs,
  back,
}: {
  wish: Wish;
  model: ModelId;
  blockMs: number;
  back: () => void;
}) {
  const { transact } = useTransactions();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>();
  const held = worstCase(wish);
  const facts = [
    ['Inferences', Number(wish.inferences).toLocaleString('en')],
    ['At most for each', <Money key="each" airo={wish.maxPrice} />],
    ['Worst case, held from now on', <Money key="held" airo={held} />],
    ['Bids come in for about', duration(Number(wish.bidWindow) * blockMs)],
    [
      'Who wins',
      wish.award === 'manual' ? 'the bid that you choose' : 'the cheapest bid, by itself at the end',
    ],
    ['To be used within about', duration(Number(wish.duration) * blockMs)],
  ] as const;
  const place = async () => {
    setFailure(undefined);
    try {
      const consumerKey = await sessionKey();
      const inclusion = await transact({
        title: `Order ${wish.inferences} inferences`,
        lines: facts,
        call: (chain) => chain.marketplace.placeOrder(specOf(wish, model, consumerKey)),
      });
      const placed = inclusion?.events.find((event) => event.type === 'marketplace.OrderPlaced');
      if (placed) void navigate({ to: '/orders/$order', params: { order: placed.order } });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <Facts items={facts} />
      <p className={styles.note}>
        The worst case is held on chain, not paid. With the award what the winning bid does not need comes
        back; with each good answer its price is paid; with the end the rest comes back. A request that fails
        costs nothing.
      </p>
      {failure !== undefined && <ErrorState error={failure} />}
      <div className={styles.actions}>
        <Button onClick={back}>Back</Button>
        <Button tone="primary" onClick={() => void place()}>
          Place the order
        </Button>
      </div>
    </>
  );
}

import type { AgreementId } from '@airo/chain-types/model';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState } from '../../components/state.tsx';
import type { TransactionRequest } from '../../transactions/request.ts';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import type { Agreement } from './agreement.ts';
import { usePresent } from './agreement-live.ts';
import styles from './agreements.module.css';

const PPM = 1_000_000;

/** What the provider left undone, and what its consumer can do about it; nothing when all is well. */
export function AgreementTroubles({ agreement }: { agreement: Agreement }) {
  const { account } = useWallet();
  const { transact } = useTransactions();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>();
  const now = usePresent(agreement.id).data;
  const id = agreement.id as AgreementId;
  if (!now || account?.address !== agreement.consumer) return null;
  const { overdue, rules, live, isProviderGone } = now;
  const left = agreement.remaining - now.pending;
  const faults = agreement.failed + agreement.late;
  const fails = isProviderGone || faults * PPM > rules.reopenFaultsPpm * agreement.inferences;
  const canReopen = fails && left > 0 && live.state === 'open' && !now.isOver;
  if (overdue.length === 0 && !canReopen && failure === undefined) return null;
  const sign = async (request: TransactionRequest) => {
    setFailure(undefined);
    try {
      return await transact(request);
    } catch (error) {
      setFailure(error);
      return null;
    }
  };
  const takeBack = () => {
    const taken = overdue.slice(0, rules.maxItems);
    const units = taken.reduce((sum, request) => sum + request.units, 0);
    void sign({
      title: `Take ${count(taken.length, 'request')} back`,
      lines: [
        ['Comes back', <Money key="p" airo={live.price * BigInt(units)} />],
        ['And', 'the deposits of the requests, and a compensation out of the provider’s bond'],
        ['The provider', 'gets it on its record: it was late'],
      ],
      call: (chain) => chain.batch(taken.map(({ index }) => chain.execution.claimTimeout(id, index))),
    });
  };
  const reopen = async () => {
    const inclusion = await sign({
      title: 'Order the rest from somebody else',
      lines: [
        ['Ordered again', count(left, 'inference')],
        ['At most for each', <Money key="p" airo={live.price} />],
        ['This agreement', 'takes no more requests; what is open in it goes on'],
        ['Its provider', 'can not bid'],
      ],
      call: (chain) => chain.execution.reopen(id, 0, null),
    });
    const placed = inclusion?.events.find((event) => event.type === 'marketplace.OrderPlaced');
    if (placed) void navigate({ to: '/orders/$order', params: { order: placed.order } });
  };
  return (
    <Card title="The provider does not do what it promised">
      <div className={styles.stack}>
        {overdue.length > 0 && (
          <>
            <p>
              {count(overdue.length, 'request')} {overdue.length === 1 ? 'was' : 'were'} not answered in time.
              Nothing is paid for {overdue.length === 1 ? 'it' : 'them'}: take back the price, with a
              compensation.
            </p>
            <div className={styles.actions}>
              <Button tone="primary" onClick={takeBack}>
                Take {count(Math.min(overdue.length, rules.maxItems), 'request')} back
              </Button>
            </div>
          </>
        )}
        {canReopen && (
          <>
            <p>
              {isProviderGone ? 'It has left the market. ' : 'It has failed too often. '}
              You can have what is left done by somebody else, at no more than the same price.
            </p>
            <div className={styles.actions}>
              <Button onClick={() => void reopen()}>Order the rest from somebody else</Button>
            </div>
          </>
        )}
        {failure !== undefined && <ErrorState error={failure} />}
      </div>
    </Card>
  );
}

const count = (many: number, what: string) => `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`;

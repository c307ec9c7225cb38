import type { AccountId, AgreementId, Call, ChainClient } from '@airo/chain-types/model';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState, LoadingState } from '../../components/state.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import type { Agreement } from './agreement.ts';
import { usePresent } from './agreement-live.ts';
import styles from './agreements.module.css';

/** What its consumer can do with it. */
export function AgreementActions({ agreement }: { agreement: Agreement }) {
  const { account } = useWallet();
  const isMine = account?.address === agreement.consumer;
  return (
    <div className={styles.stack}>
      {isMine && agreement.state === 'open' && (
        <OpenActions agreement={agreement} me={account.address as AccountId} />
      )}
      <div className={styles.actions}>
        <Button asChild size="s">
          <Link to="/models/$model/buy" params={{ model: agreement.model }}>
            Buy more
          </Link>
        </Button>
      </div>
    </div>
  );
}

function OpenActions({ agreement, me }: { agreement: Agreement; me: AccountId }) {
  const { transact } = useTransactions();
  const [failure, setFailure] = useState<unknown>();
  const id = agreement.id as AgreementId;
  const now = usePresent(id);
  const sign = (
    title: string,
    lines: readonly (readonly [string, ReactNode])[],
    call: (c: ChainClient) => Call | Promise<Call>,
  ) => {
    setFailure(undefined);
    transact({ title, lines, call }).catch(setFailure);
  };
  if (now.data === undefined && !now.error) return <LoadingState what="what can be done with it" rows={1} />;
  if (!now.data) return null;
  const { answered, isOver } = now.data;
  const offered = agreement.closeOfferedBy;
  const back = (
    <Money
      key="back"
      airo={now.data.live.price * BigInt(Math.max(agreement.remaining - answered.length, 0))}
    />
  );
  return (
    <>
      <div className={styles.actions}>
        {answered.length > 0 && (
          <Button
            size="s"
            onClick={() =>
              sign(
                `Accept ${answered.length} answers`,
                [
                  [
                    'They are paid now',
                    <Money key="m" airo={now.data ? now.data.live.price * BigInt(answered.length) : 0n} />,
                  ],
                  ['Without it', 'they are paid when the time to dispute them is over'],
                ],
                async (chain) => {
                  const { maxItems } = (await chain.parameters()).execution;
                  return chain.execution.approve(id, answered.slice(0, maxItems));
                },
              )
            }
          >
            Accept {answered.length} {answered.length === 1 ? 'answer' : 'answers'}
          </Button>
        )}
        {isOver ? (
          <Button
            size="s"
            tone="danger"
            onClick={() =>
              sign('Close the agreement', [['Comes back, about', back]], (c) => c.execution.close(id))
            }
          >
            Close
          </Button>
        ) : offered !== null && offered !== me ? (
          <Button
            size="s"
            tone="danger"
            onClick={() =>
              sign('End the agreement', [['The provider offered to end it. Comes back, about', back]], (c) =>
                c.execution.acceptClose(id),
              )
            }
          >
            Accept to end it
          </Button>
        ) : offered === me ? (
          <Button
            size="s"
            onClick={() =>
              sign('Withdraw the offer to end it', [['Then', 'it goes on as before']], (c) =>
                c.execution.withdrawCloseOffer(id),
              )
            }
          >
            Go on with it
          </Button>
        ) : (
          <Button
            size="s"
            tone="danger"
            onClick={() =>
              sign(
                'Offer to end the agreement',
                [
                  ['As soon as the provider agrees, comes back, about', back],
                  ['Bots agree', 'when nothing is waiting for an answer'],
                ],
                (c) => c.execution.offerClose(id),
              )
            }
          >
            End it early
          </Button>
        )}
      </div>
      {offered === me && <p className={styles.note}>You offered to end it; the provider has yet to agree.</p>}
      {failure !== undefined && <ErrorState error={failure} />}
    </>
  );
}

import { agreementId } from '@airo/chain-types/model';
import { restAgreementSchema, restEarningsSchema } from '@airo/wingman/schemas';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConnect } from '../../chain/chain-context.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Money } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState, ErrorState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useBot } from './bot-context.tsx';
import styles from './provider.module.css';

/** What was paid, and where the money is now. */
export function EarningsView() {
  const { one } = useBot();
  const earnings = useQuery(one('/v1/earnings', restEarningsSchema));
  return (
    <QueryView query={earnings} what="earnings" rows={6}>
      {({ settled, byModel, money }) => (
        <div className={styles.cards}>
          <Card title="Paid in final blocks">
            <Facts
              items={[
                ['Inferences', settled.units.toLocaleString('en')],
                ['To you', <Money key="p" airo={settled.provider} />],
                ['Royalties', <Money key="r" airo={settled.royalty} />],
                ['Commission', <Money key="c" airo={settled.commission} />],
              ]}
            />
          </Card>
          <Card title="Your money now">
            <Facts
              items={[
                ['Free', <Money key="f" airo={money.free} />],
                ['Claimable now', <Money key="c" airo={money.claimable} />],
                ['Bond', <Money key="b" airo={money.bonds} />],
                ['Deposits and escrow in agreements', <Money key="a" airo={money.agreements} />],
                ['In orders', <Money key="o" airo={money.orders} />],
                ['In challenges', <Money key="h" airo={money.challenges} />],
              ]}
            />
            <Claim isDue={/[1-9]/.test(money.claimable)} />
          </Card>
          <Card title="By model">
            {byModel.length === 0 ? (
              <EmptyState title="Nothing was paid yet">
                Answers are paid some blocks after they are on chain, unless the consumer approves them
                sooner.
              </EmptyState>
            ) : (
              <Table
                caption="Earnings by model"
                rows={byModel}
                rowKey={({ model }) => model}
                columns={[
                  { head: 'Model', cell: ({ model }) => model },
                  { head: 'Inferences', cell: ({ units }) => units.toLocaleString('en'), align: 'end' },
                  { head: 'To you', cell: ({ provider }) => <Money airo={provider} />, align: 'end' },
                ]}
              />
            )}
          </Card>
        </div>
      )}
    </QueryView>
  );
}

/** Anybody may have an agreement settled: the money goes to the provider whoever signs. */
function Claim({ isDue }: { isDue: boolean }) {
  const { pages } = useBot();
  const agreements = useInfiniteQuery(pages('/v1/agreements', restAgreementSchema));
  const connect = useConnect();
  const { transact } = useTransactions();
  const [said, say] = useState<{ readonly error?: unknown; readonly text?: string }>({});
  const claim = async () => {
    try {
      say({ text: 'Looking for what is due …' });
      const chain = await connect();
      const open = (agreements.data?.pages ?? [])
        .flatMap(({ items }) => items)
        .filter((it) => it.state === 'open');
      for (const { id } of open) {
        const agreement = agreementId(id);
        const due = await chain.execution.due(agreement);
        if (due === 0) continue;
        const done = await transact({
          title: `Claim what agreement ${id} owes`,
          lines: [['Inferences', String(due)]],
          call: (it) => it.execution.settle(agreement),
        });
        if (done === null) return say({});
      }
      say({ text: 'Everything that was due is paid.' });
    } catch (error) {
      say({ error });
    }
  };
  return (
    <>
      <p className={styles.note}>
        The bot claims by itself. Claiming by hand costs the fee of one transaction for each agreement, from
        the account that you sign with.
      </p>
      <div className={styles.actions}>
        <Button size="s" disabled={!isDue} onClick={() => void claim()}>
          {isDue ? 'Claim now' : 'Nothing to claim'}
        </Button>
      </div>
      {said.text && <p role="status">{said.text}</p>}
      {said.error !== undefined && <ErrorState error={said.error} />}
    </>
  );
}

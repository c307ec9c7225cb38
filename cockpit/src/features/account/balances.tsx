import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { EmptyState } from '../../components/state.tsx';
import styles from './account.module.css';
import type { Account } from './account-page.tsx';

/** Where the account's money is, and what it came by and spent on the market. */
export function Balances({ account: { money, ...it } }: { account: Account }) {
  return (
    <div className={styles.columns}>
      <Card title="Money now">
        {money === null ? (
          <EmptyState title="The node does not answer">
            Balances are the chain’s. They appear when it is back.
          </EmptyState>
        ) : (
          <Facts
            items={[
              ['Free to spend', <Money key="f" airo={money.free} />],
              ['Held for open orders and bids', <Money key="o" airo={money.orders} />],
              ['Held in agreements', <Money key="a" airo={money.agreements} />],
              ['Bonded', <Money key="b" airo={money.bonds} />],
              ['Held in challenges', <Money key="c" airo={money.challenges} />],
              ['Earned, can be claimed', <Money key="l" airo={money.claimable} />],
            ]}
          />
        )}
      </Card>
      <Figures
        label="On the market so far"
        inARow={3}
        items={[
          {
            name: 'Royalties got',
            value: <Money airo={it.royalties} digits={4} />,
            note: it.models === 1 ? '1 model' : `${it.models} models`,
          },
          { name: 'Spent on inferences', value: <Money airo={it.spent} digits={4} /> },
          { name: 'Inferences used', value: it.units.toLocaleString('en') },
          { name: 'Orders', value: it.orders.toLocaleString('en'), note: `${it.openOrders} open` },
          {
            name: 'Agreements',
            value: it.agreements.toLocaleString('en'),
            note: `${it.openAgreements} open`,
          },
        ]}
      />
    </div>
  );
}

import type { ChainParameters } from '@airo/chain-types/model';
import { Link } from '@tanstack/react-router';
import { useChainValue } from '../../chain/chain-value.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Table } from '../../components/table.tsx';
import styles from './network.module.css';
import { NetworkFrame } from './network-frame.tsx';
import { told } from './parameter-value.ts';
import { PARAMETERS, type Parameter } from './parameter-words.ts';

const PALLETS = {
  Marketplace: 'Orders and bids',
  Execution: 'Agreements and requests',
  Providers: 'Providers, bonds and records',
  Models: 'Models and royalties',
};

/** The rules in force, in plain words. */
export function ParametersPage() {
  const rules = useRules();
  return (
    <NetworkFrame
      title="Parameters"
      lead="The rules in force now. A change binds what begins after it; what has begun goes on as it began."
    >
      <div className={styles.buttons}>
        <Button asChild>
          <Link to="/network/governance">Changes are proposed and voted on under Governance</Link>
        </Button>
      </div>
      <QueryView query={rules} what="parameters" rows={12}>
        {({ parameters, blockMs }) => (
          <div className={styles.stack}>
            {Object.entries(PALLETS).map(([pallet, title]) => (
              <Card key={pallet} title={title}>
                <Table
                  caption={title}
                  rows={PARAMETERS.filter((it) => it.pallet === pallet)}
                  rowKey={({ name }) => name}
                  columns={[
                    {
                      head: 'Rule',
                      cell: (it) => (
                        <span>
                          <strong>{it.title}</strong>
                          <br />
                          <span className={styles.soft}>{it.meaning}</span>
                        </span>
                      ),
                    },
                    { head: 'Now', align: 'end', cell: (it) => told(it, it.of(parameters), blockMs) },
                    { head: 'Name on chain', cell: (it) => <NameOnChain parameter={it} /> },
                  ]}
                />
              </Card>
            ))}
          </div>
        )}
      </QueryView>
    </NetworkFrame>
  );
}

function NameOnChain({ parameter: { pallet, name, isFixed } }: { parameter: Parameter }) {
  return (
    <span>
      <code>
        {pallet}.{name}
      </code>
      {isFixed && (
        <>
          <br />
          <span className={styles.soft}>only a new runtime changes it</span>
        </>
      )}
    </span>
  );
}

/** What the chain has now, and how long a block takes. */
export const useRules = () =>
  useChainValue<{ parameters: ChainParameters; blockMs: number }>(['parameters'], async (chain) => ({
    parameters: await chain.parameters(),
    blockMs: chain.constants.blockTimeMs,
  }));

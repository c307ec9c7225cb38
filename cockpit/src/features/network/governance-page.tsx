import type { Council } from '@airo/chain-types/model';
import { useChainValue } from '../../chain/chain-value.ts';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { MotionCard } from './motion-card.tsx';
import styles from './network.module.css';
import { NetworkFrame } from './network-frame.tsx';
import { ProposeForm } from './propose-form.tsx';

interface Seen extends Council {
  readonly head: number;
}

/** What the council votes on, and the form for a new proposal. */
export function GovernancePage() {
  const { account } = useWallet();
  const council = useChainValue<Seen>(['council'], async (chain) => {
    const [{ members, motions }, head] = await Promise.all([chain.governance.council(), chain.head('best')]);
    return { members, motions, head: head.number };
  });
  return (
    <NetworkFrame
      title="Governance"
      lead="The council changes the market’s parameters by motion: proposed, voted on, closed."
    >
      <QueryView query={council} what="proposals" rows={4}>
        {({ members, motions, head }) => {
          const isMember = members.some((member) => member === account?.address);
          return (
            <>
              {motions.length === 0 ? (
                <EmptyState title="Nothing is being voted on">
                  A motion appears as soon as a member of the council proposes one. It stays until it is
                  closed.
                </EmptyState>
              ) : (
                motions.map((motion) => (
                  <MotionCard key={motion.hash} {...{ motion, head, members: members.length, isMember }} />
                ))
              )}
              <div className={styles.charts}>
                <Card title="Propose a change">
                  {isMember ? (
                    <ProposeForm members={members.length} />
                  ) : (
                    <p className={styles.soft}>
                      Only members of the council propose and vote. Connect a member’s account to do so.
                    </p>
                  )}
                </Card>
                <Card title="Council">
                  <ul className={styles.members}>
                    {members.map((member) => (
                      <li key={member}>
                        <Address address={member} /> {member === account?.address && <Badge>you</Badge>}
                      </li>
                    ))}
                  </ul>
                  {members.length === 0 && (
                    <p className={styles.soft}>It has no members: only root decides.</p>
                  )}
                </Card>
              </div>
            </>
          );
        }}
      </QueryView>
    </NetworkFrame>
  );
}

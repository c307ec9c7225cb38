import type { Call, ChainClient, Motion } from '@airo/chain-types/model';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Copyable } from '../../components/copyable.tsx';
import { ErrorState } from '../../components/state.tsx';
import { duration } from '../../components/time.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import styles from './network.module.css';
import { told } from './parameter-value.ts';
import { parameterOf } from './parameter-words.ts';
import { useRules } from './parameters-page.tsx';

/** One motion: what it would do, who is for it, and what can be done about it. */
export function MotionCard({
  motion,
  head,
  members,
  isMember,
}: {
  motion: Motion;
  head: number;
  members: number;
  isMember: boolean;
}) {
  const { account } = useWallet();
  const { transact } = useTransactions();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const { title, now } = useEffectOf(motion);
  const { ayes, nays, threshold, end, index } = motion;
  const blockMs = useRules().data?.blockMs;
  const isOver = head > end;
  const isDecided = ayes.length >= threshold || members - nays.length < threshold;
  const own = voteOf(motion, account?.address);

  const run = async (name: string, effect: string, call: (chain: ChainClient) => Call) => {
    setError(null);
    setBusy(true);
    try {
      await transact({
        title: name,
        lines: [
          ['Motion', `no. ${index}: ${title}`],
          ['Effect', effect],
        ],
        call,
      });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['chain-value'] });
    }
  };
  const vote = (approve: boolean) =>
    run(
      approve ? 'Vote in favour' : 'Vote against',
      'Your vote counts until you change it or the motion is closed.',
      (chain) => chain.governance.vote(motion, approve),
    );
  const close = () =>
    run(
      'Close the motion',
      ayes.length >= threshold
        ? 'It was accepted: what it says is done.'
        : 'It was not accepted: nothing changes.',
      (chain) => chain.governance.close(motion),
    );
  return (
    <Card
      title={`No. ${index}: ${title}`}
      actions={
        <Badge tone={ayes.length >= threshold ? 'good' : isDecided ? 'bad' : 'accent'}>
          {ayes.length >= threshold ? 'accepted' : isDecided ? 'rejected' : isOver ? 'time is over' : 'open'}
        </Badge>
      }
    >
      {now !== undefined && <p>Now: {now}</p>}
      {motion.change === null && (
        <pre className={styles.call}>
          {motion.call}({JSON.stringify(motion.args, plainly, 2)})
        </pre>
      )}
      <div>
        <div className={styles.meter} aria-hidden="true">
          <div style={{ width: `${Math.min(100, (ayes.length / threshold) * 100)}%` }} />
        </div>
        <p className={styles.soft}>
          {ayes.length} of {threshold} votes wanted in favour, {nays.length} against.{' '}
          {isOver || blockMs === undefined
            ? 'Voting is over.'
            : `Voting ends in ${duration((end - head) * blockMs)}.`}{' '}
          <Copyable text={motion.hash} what="hash of the call" />
        </p>
      </div>
      <div className={styles.votes}>
        <Voters title="In favour" accounts={ayes} />
        <Voters title="Against" accounts={nays} />
      </div>
      <div className={styles.buttons}>
        {isMember && !isOver && (
          <>
            <Button tone="primary" disabled={isBusy || own === true} onClick={() => void vote(true)}>
              {own === true ? 'You are in favour' : 'Vote in favour'}
            </Button>
            <Button disabled={isBusy || own === false} onClick={() => void vote(false)}>
              {own === false ? 'You are against' : 'Vote against'}
            </Button>
          </>
        )}
        {(isDecided || isOver) && (
          <Button disabled={isBusy} onClick={() => void close()}>
            {ayes.length >= threshold ? 'Close and carry out' : 'Close'}
          </Button>
        )}
      </div>
      {error !== null && <ErrorState error={error} />}
    </Card>
  );
}

function Voters({ title, accounts }: { title: string; accounts: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      {accounts.length === 0 ? (
        <p className={styles.soft}>nobody yet</p>
      ) : (
        <ul className={styles.members}>
          {accounts.map((account) => (
            <li key={account}>
              <Address address={account} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What it would do in words, and what is so now. */
function useEffectOf({ call, change }: Motion): { title: string; now: string | undefined } {
  const rules = useRules().data;
  if (change === null) return { title: call, now: undefined };
  const parameter = parameterOf(change.pallet, change.name);
  const name = parameter?.title ?? `${change.pallet}.${change.name}`;
  if (change.value === null) {
    return {
      title: `${name} back to its default`,
      now: parameter && rules && told(parameter, parameter.of(rules.parameters), rules.blockMs),
    };
  }
  const words = parameter ?? { unit: 'number' as const, noun: '' };
  return {
    title: `${name} to ${told(words, change.value, rules?.blockMs ?? 0)}`,
    now: parameter && rules && told(parameter, parameter.of(rules.parameters), rules.blockMs),
  };
}

/** How the account has voted; undefined when it has not. */
function voteOf({ ayes, nays }: Motion, account: string | undefined): boolean | undefined {
  if (ayes.some((one) => one === account)) return true;
  return nays.some((one) => one === account) ? false : undefined;
}

const plainly = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

import {
  ChainWatch,
  fetchAnswer,
  publishedAnswer,
  type Reply,
  type Unanswered,
} from '@airo/chain-types/consumer';
import type { Agreement, ChainClient, FailCode } from '@airo/chain-types/model';
import { createDxClient } from '@airo/dx-node/schemas';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChainValue } from '../../chain/chain-value.ts';
import { Button } from '../../components/button.tsx';
import { BlobHash } from '../../components/hash.tsx';
import { Money } from '../../components/money.tsx';
import { EmptyState, ErrorState } from '../../components/state.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { ANSWER_TIMEOUT_MS } from './ask-pictures.ts';
import styles from './try-it.module.css';
import { Waiting } from './waiting.tsx';

const CODES: Readonly<Record<FailCode, string>> = {
  ModelUnavailable: 'it can not run this model now',
  Timeout: 'the model took too long',
  Internal: 'something broke in it',
  PayloadInvalid: 'what was sent is not what the model takes',
  TooLarge: 'what was sent is too large for it',
  PayloadUnavailable: 'it could not get what was sent from Dx',
};

/** A request that brought no answer: what is missing, where the money is, and what to do. */
export function UnansweredCard({
  agreement,
  reply,
  onReply,
}: {
  agreement: Agreement;
  reply: Unanswered;
  onReply: (reply: Reply) => void;
}) {
  if (reply.kind === 'bytesMissing')
    return <BytesMissing agreement={agreement} missing={reply} onReply={onReply} />;
  const { code, refunded, compensation } = reply;
  return (
    <EmptyState
      title={
        code === null
          ? 'The provider did not answer in time'
          : `The provider gave this request up: ${CODES[code]}`
      }
    >
      <p>
        <Money airo={refunded} /> came back
        {compensation > 0n && (
          <>
            {' '}
            with <Money airo={compensation} /> of compensation
          </>
        )}
        . Ask again above, or order what is left from somebody else on the agreement’s page.
      </p>
      <Button asChild>
        <Link to="/agreements/$agreement" params={{ agreement: agreement.id }}>
          What else can be done with the agreement
        </Link>
      </Button>
    </EmptyState>
  );
}

type Missing = Extract<Unanswered, { kind: 'bytesMissing' }>;

function BytesMissing({
  agreement,
  missing,
  onReply,
}: {
  agreement: Agreement;
  missing: Missing;
  onReply: (reply: Reply) => void;
}) {
  const { dx } = useEndpoints();
  const { transact } = useTransactions();
  const [now, setNow] = useState<'idle' | 'fetching' | 'demanded'>('idle');
  const [failure, setFailure] = useState<unknown>();
  const { index, response } = missing;
  const again = async () => {
    setFailure(undefined);
    setNow('fetching');
    onReply(await fetchAnswer(createDxClient({ url: dx }), missing));
    setNow('idle');
  };
  const demand = async () => {
    setFailure(undefined);
    let chain: ChainClient | undefined;
    try {
      const inclusion = await transact({
        title: `Demand the answer to request ${index}`,
        lines: [
          ['The provider', 'has to put the bytes on chain, where everybody can read them'],
          ['Until it does', 'it is not paid; if it does not, your money comes back with a compensation'],
          ['What you pay for it', <DemandFee key="f" />],
        ],
        call: (it) => {
          chain = it;
          return it.execution.demand(agreement.id, index);
        },
      });
      if (!inclusion || !chain) return;
      setNow('demanded');
      const watch = new ChainWatch(chain, inclusion.block);
      const reply = await publishedAnswer(watch, agreement, missing, ANSWER_TIMEOUT_MS);
      await watch.close();
      onReply(reply);
    } catch (error) {
      setFailure(error);
      setNow('idle');
    }
  };
  return (
    <>
      <p>
        The provider answered, and the answer’s hash is on chain. Its{' '}
        {Number(response.size).toLocaleString('en')} bytes <BlobHash hash={response.hash} /> are missing. They
        are not paid for yet.
      </p>
      <ErrorState error={missing.error} />
      <div className={styles.actions}>
        <Button tone="primary" disabled={now !== 'idle'} onClick={() => void again()}>
          Fetch it again
        </Button>
        <Button disabled={now !== 'idle'} onClick={() => void demand()}>
          Demand it on chain
        </Button>
      </div>
      <p role="status">{now === 'idle' ? '' : WORDS[now]}</p>
      {now === 'demanded' && <Waiting agreement={agreement} index={index} />}
      {failure !== undefined && <ErrorState error={failure} />}
    </>
  );
}

/** A block's parameters hold for as long as somebody reads a summary. */
const PARAMETERS_EVERY_MS = 60_000;

function DemandFee() {
  const parameters = useChainValue(['parameters'], (chain) => chain.parameters(), PARAMETERS_EVERY_MS);
  return parameters.data ? <Money airo={parameters.data.execution.demandFee} /> : '…';
}

const WORDS = { fetching: 'Dx looks for the bytes …', demanded: 'The provider has to publish the bytes …' };

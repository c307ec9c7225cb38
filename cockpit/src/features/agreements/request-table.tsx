import type { AgreementId, RequestIndex } from '@airo/chain-types/model';
import type { requestSchema } from '@airo/indexer/schemas';
import { useState } from 'react';
import type { z } from 'zod';
import { Badge, type Tone } from '../../components/badge.tsx';
import { BlockLink } from '../../components/block-link.tsx';
import { Button } from '../../components/button.tsx';
import { BlobHash } from '../../components/hash.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { duration, Time } from '../../components/time.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import type { Agreement } from './agreement.ts';
import { usePresent } from './agreement-live.ts';

export type Request = z.output<typeof requestSchema>;

const TONES: Readonly<Record<Request['state'], Tone>> = {
  open: 'accent',
  answered: 'accent',
  demanded: 'warn',
  failed: 'bad',
  timedOut: 'bad',
  paid: 'good',
};
const WORDS: Readonly<Record<Request['state'], string>> = {
  open: 'waiting',
  answered: 'answered',
  demanded: 'bytes demanded',
  failed: 'failed',
  timedOut: 'not answered in time',
  paid: 'paid',
};

/** Each request from posted to paid, with the blocks of it. */
export function RequestTable({ rows, agreement }: { rows: readonly Request[]; agreement: Agreement }) {
  const { account } = useWallet();
  const isMine = account?.address === agreement.consumer;
  const demandable = usePresent(agreement.id).data?.demandable;
  return (
    <Table
      caption="Requests of this agreement"
      rows={rows}
      rowKey={({ index }) => index}
      columns={[
        { head: 'Request', cell: ({ index }) => index },
        {
          head: 'Posted in block',
          cell: ({ postedBlock, postedAt }) => (
            <span>
              <BlockLink block={postedBlock} />, <Time at={postedAt} />
            </span>
          ),
        },
        {
          head: 'Answered in block',
          cell: ({ answeredBlock, answeredAt, postedAt }) =>
            answeredBlock === null ? (
              '–'
            ) : (
              <span>
                <BlockLink block={answeredBlock} />
                {answeredAt !== null && `, after ${duration(answeredAt - postedAt)}`}
              </span>
            ),
        },
        {
          head: 'Ended in block',
          cell: ({ endedBlock }) => (endedBlock === null ? '–' : <BlockLink block={endedBlock} />),
        },
        { head: 'Question', cell: ({ payload }) => <BlobHash hash={payload} /> },
        {
          head: 'Answer',
          cell: ({ response, state, index }) =>
            response === null ? (
              '–'
            ) : (
              <>
                <BlobHash hash={response} />
                {isMine && state === 'answered' && demandable?.some((it) => it === index) && (
                  <DemandButton agreement={agreement} index={index} />
                )}
              </>
            ),
        },
        {
          head: 'State',
          cell: ({ state, failCode }) => (
            <Badge tone={TONES[state]}>
              {WORDS[state]}
              {failCode === null ? '' : `: ${failCode}`}
            </Badge>
          ),
        },
      ]}
    />
  );
}

/** Has the provider put an answer on chain whose bytes nobody sends. */
function DemandButton({ agreement, index }: { agreement: Agreement; index: number }) {
  const { transact } = useTransactions();
  const rules = usePresent(agreement.id).data?.rules;
  const [failure, setFailure] = useState<unknown>();
  const demand = () => {
    setFailure(undefined);
    transact({
      title: `Demand the answer to request ${index}`,
      lines: [
        ['When', 'its bytes can not be had: the provider has to put them on chain, readable for everybody'],
        ['Until it does', 'it is not paid; when its time is over, you can take your money back'],
        ['What you pay for it', rules ? <Money key="f" airo={rules.demandFee} /> : '…'],
      ],
      call: (chain) => chain.execution.demand(agreement.id as AgreementId, index as RequestIndex),
    }).catch(setFailure);
  };
  return (
    <>
      <Button
        size="s"
        tone="quiet"
        onClick={demand}
        aria-label={`Demand the answer to request ${index} on chain`}
      >
        Demand
      </Button>
      {failure !== undefined && <ErrorState error={failure} />}
    </>
  );
}

import type { requestSchema } from '@airo/indexer/schemas';
import type { z } from 'zod';
import { Badge, type Tone } from '../../components/badge.tsx';
import { BlockLink } from '../../components/block-link.tsx';
import { BlobHash } from '../../components/hash.tsx';
import { Table } from '../../components/table.tsx';
import { duration, Time } from '../../components/time.tsx';

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
export function RequestTable({ rows }: { rows: readonly Request[] }) {
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
        { head: 'Answer', cell: ({ response }) => (response === null ? '–' : <BlobHash hash={response} />) },
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

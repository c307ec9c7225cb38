import { type AgreementId, agreementId, type Request } from '@airo/chain-types';
import { isChainRefusal } from '../../errors.ts';
import type { Change } from '../../ports/change.ts';
import type { Processor } from '../../ports/queue.ts';
import type { RequestRecord } from '../../ports/records.ts';
import { timed } from '../stages.ts';
import type { ExecutionContext } from './context.ts';

/** Between looking at the chain and the block, others may change it so often. */
const LOOKS = 3;
const RETRY_BLOCKS = 2;

/**
 * Brings stored outcomes to the chain: answers with `respond`, refusals with `fail`, as many as fit into one call. Looks
 * at the chain's state first, so that what was published before a crash isn't published again.
 */
export function publishProcessor(context: ExecutionContext): Processor {
  return async (job, { last }) => {
    const agreement = agreementId(job.data.agreement);
    try {
      await context.locks.run(`publish-${agreement}`, () => publishAll(context, agreement));
      await context.store.apply([{ type: 'job.done', id: job.id }]);
    } catch (error) {
      // Never given up: the outcomes are here, and the chain may come back before the deadline.
      if (!last) throw error;
      context.log.warn({ err: error, agreement }, 'answers could not be brought to the chain yet');
      await context.store.apply([
        { type: 'job.later', id: job.id, notBefore: context.head() + RETRY_BLOCKS },
      ]);
    }
  };
}

async function publishAll(context: ExecutionContext, agreement: AgreementId): Promise<void> {
  const { store, chain } = context;
  const [parameters, waiting] = await Promise.all([
    chain.parameters(),
    store.requests(agreement, { states: ['computed', 'refused'] }),
  ]);
  const { maxItems } = parameters.execution;
  for (const state of ['computed', 'refused'] as const) {
    const records = waiting.filter((r) => r.state === state);
    for (let from = 0; from < records.length; from += maxItems) {
      await publishSome(context, agreement, records.slice(from, from + maxItems));
    }
  }
}

async function publishSome(
  context: ExecutionContext,
  agreement: AgreementId,
  records: readonly RequestRecord[],
): Promise<void> {
  for (let look = 1; ; look++) {
    const about = { agreement, requests: records.length };
    const open = await timed(context, 'check', about, () => stillOpen(context, agreement, records));
    if (open.length === 0) return;
    try {
      await timed(context, 'submit', about, () => submit(context, agreement, open));
      return;
    } catch (error) {
      if (!isChainRefusal(error) || look === LOOKS) throw error;
      context.log.info({ agreement, error: error.data.error }, 'the chain changed meanwhile; looking again');
    }
  }
}

/** Those that the chain still wants; what became of the others is stored. */
async function stillOpen(
  { chain, store }: ExecutionContext,
  agreement: AgreementId,
  records: readonly RequestRecord[],
): Promise<readonly RequestRecord[]> {
  const indices = records.map(({ index }) => index);
  const [{ number: head }, known] = await Promise.all([
    chain.head('best'),
    chain.requests(agreement, indices),
  ]);
  const states = new Map(known.map((request) => [request.index, request]));
  const judged = records.map((record) => ({
    record,
    change: overtaken(record, states.get(record.index), head),
  }));
  const changes = judged.flatMap(({ change }) => change ?? []);
  if (changes.length > 0) await store.apply(changes);
  return judged.flatMap(({ record, change }) => (change ? [] : [record]));
}

/** What has become of a request that the chain doesn't want an answer to any more. */
function overtaken(
  { agreement, index }: RequestRecord,
  request: Request | undefined,
  head: number,
): Change | undefined {
  if (request?.state.kind === 'answered') {
    return { type: 'request.answered', agreement, index, response: request.state.response };
  }
  // A call sent now is judged in the next block at the earliest.
  const over = request === undefined || head >= request.deadline;
  return over ? { type: 'request.ended', agreement, index, how: 'timedOut' } : undefined;
}

async function submit(
  { chain, store, observe, onJobs }: ExecutionContext,
  agreement: AgreementId,
  records: readonly RequestRecord[],
): Promise<void> {
  const answers = records.flatMap(({ index, response, state }) =>
    state === 'computed' && response ? [{ index, response }] : [],
  );
  const refusals = records.flatMap(({ index, failCode, state }) =>
    state === 'refused' && failCode ? [{ index, code: failCode }] : [],
  );
  if (answers.length > 0) {
    const { block } = await chain.respond(agreement, answers);
    observe.ended('answered', answers.length);
    for (const { posted, state } of records) {
      if (state === 'computed') observe.answered(block.number - posted);
    }
  }
  if (refusals.length > 0) {
    await chain.fail(agreement, refusals);
    observe.ended('refused', refusals.length);
  }
  await store.apply([
    ...answers.map(
      ({ index, response }): Change => ({ type: 'request.answered', agreement, index, response }),
    ),
    ...refusals.map(({ index }): Change => ({ type: 'request.ended', agreement, index, how: 'failed' })),
  ]);
  onJobs();
}

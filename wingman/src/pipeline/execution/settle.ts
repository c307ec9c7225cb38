import { type AgreementId, agreementId } from '@airo/chain-types';
import { nextStep } from '../../domain/agreement-next.ts';
import { isChainRefusal } from '../../errors.ts';
import type { Processor } from '../../ports/queue.ts';
import type { ExecutionContext } from './context.ts';
import { publishDemanded } from './publish-demanded.ts';

const RETRY_BLOCKS = 4;
/** A settlement is bounded in weight; more is due than any sane agreement has after so many. */
const MAX_ROUNDS = 64;
/** Errors that mean that somebody else has done it, or that it is too early; another job will look again. */
const HARMLESS = [
  'NothingDue',
  'UnknownAgreement',
  'AgreementClosed',
  'RequestsOpen',
  'NotCloseable',
  'NoCloseOffer',
];

/** Errors that mean that a demand is met, or can't be met any more. */
const OVERTAKEN = ['NotDemanded', 'WindowOver', 'RequestClosed', 'UnknownRequest'];

/** Takes what is due, publishes what is demanded, and ends the agreement when it is used up, when the other side wants to, or when its time is over. */
export function settleProcessor(context: ExecutionContext): Processor {
  return async (job, { last }) => {
    const agreement = agreementId(job.data.agreement);
    try {
      await context.locks.run(`settle-${agreement}`, () => settle(context, agreement));
      await context.store.apply([{ type: 'job.done', id: job.id }]);
    } catch (error) {
      if (!last) throw error;
      context.log.warn({ err: error, agreement }, 'not settled yet');
      await context.store.apply([
        { type: 'job.later', id: job.id, notBefore: context.head() + RETRY_BLOCKS },
      ]);
    }
  };
}

async function settle(context: ExecutionContext, agreement: AgreementId): Promise<void> {
  const { chain } = context;
  await harmlessly(context, agreement, async () => {
    for (let round = 0; round < MAX_ROUNDS && (await chain.due(agreement)) > 0; round++) {
      await chain.settle(agreement);
    }
  });
  await finish(context, agreement);
}

async function finish(context: ExecutionContext, agreement: AgreementId): Promise<void> {
  const { chain, store } = context;
  const [current, known, requests] = await Promise.all([
    chain.agreement(agreement),
    store.agreement(agreement),
    chain.requests(agreement),
  ]);
  if (!current) {
    await store.apply([{ type: 'agreement.closed', agreement }]);
    return;
  }
  await harmlessly(context, agreement, () => publishDemanded(context, requests), OVERTAKEN);
  const { number: head } = await chain.head('best');
  const step = nextStep(current, {
    head,
    closeOfferedBy: known?.closeOfferedBy ?? null,
    pending: requests.length,
  });
  if (step === 'close') await harmlessly(context, agreement, () => closeAll(context, agreement));
  if (step === 'acceptClose') await harmlessly(context, agreement, () => chain.acceptClose(agreement));
  if (step === 'offerClose')
    await harmlessly(context, agreement, () => chain.offerClose(agreement), ['CloseAlreadyOffered']);
}

/** Each call clears a bounded number of requests. */
async function closeAll({ chain }: ExecutionContext, agreement: AgreementId): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS && (await chain.agreement(agreement)); round++) {
    await chain.close(agreement);
  }
}

async function harmlessly(
  { log }: ExecutionContext,
  agreement: AgreementId,
  work: () => Promise<unknown>,
  more: readonly string[] = [],
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isChainRefusal(error) || ![...HARMLESS, ...more].includes(error.data.error)) throw error;
    log.info({ agreement, error: error.data.error }, 'nothing to settle');
  }
}

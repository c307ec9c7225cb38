import type { AccountId, AgreementId, AiroEvent, BlockEvents, ChainEvent } from '@airo/chain-types';
import type { Change } from '../../ports/change.ts';
import { inferenceJob, settleJob } from './jobs.ts';

/** What the events of one best block change, for this provider. Agreements that just opened are read from the chain. */
export interface BlockEffects {
  readonly changes: readonly Change[];
  /** To be looked up and stored before the requests on them. */
  readonly opened: readonly AgreementId[];
}

/**
 * @param isOurs whether an agreement is this provider's
 * @param block of finality `best`: nothing here is about money
 */
export function effectsOfBlock(
  block: BlockEvents,
  context: { readonly account: AccountId; readonly isOurs: (agreement: AgreementId) => boolean },
): BlockEffects {
  const events = block.events.map(({ event }) => event).filter(isAiro);
  const opened = events.flatMap((e) =>
    e.type === 'execution.AgreementOpened' && e.provider === context.account ? [e.agreement] : [],
  );
  const isOurs = (agreement: AgreementId) => opened.includes(agreement) || context.isOurs(agreement);
  const changes = events
    .filter((e) => !e.type.startsWith('execution.') || ('agreement' in e && isOurs(e.agreement)))
    .flatMap((e) => changesOf(e, block, context.account));
  return { changes: [...changes, ...inferenceJobs(events, isOurs, block)], opened };
}

function isAiro(event: ChainEvent): event is AiroEvent {
  return event.type !== 'other' && event.type !== 'nfts.Transferred';
}

/** Requests of one agreement that were posted in one block are one job. */
function inferenceJobs(
  events: readonly AiroEvent[],
  isOurs: (agreement: AgreementId) => boolean,
  { block }: BlockEvents,
): Change[] {
  const posted = events.filter((e) => e.type === 'execution.Requested').filter((e) => isOurs(e.agreement));
  const byAgreement = Map.groupBy(posted, (e) => e.agreement);
  return [...byAgreement].map(([agreement, requests]) => ({
    type: 'job',
    job: inferenceJob(
      agreement,
      requests.map((r) => r.index),
      block.hash,
    ),
  }));
}

function changesOf(event: AiroEvent, { block }: BlockEvents, account: AccountId): Change[] {
  switch (event.type) {
    case 'marketplace.OrderPlaced': {
      const { order: id, consumer, model, inferences, maxPrice, bidsUntil, award } = event;
      return [{ type: 'order.seen', order: { id, consumer, model, inferences, maxPrice, bidsUntil, award } }];
    }
    case 'marketplace.BidPlaced':
    case 'marketplace.BidLowered': {
      const { order, price, provider } = event;
      return provider === account ? [] : [{ type: 'order.rivalBid', order, price }];
    }
    case 'marketplace.OrderAwarded':
      return [{ type: 'order.ended', order: event.order, how: 'awarded', awardedPrice: event.price }];
    case 'marketplace.OrderCancelled':
      return [{ type: 'order.ended', order: event.order, how: 'cancelled', awardedPrice: null }];
    case 'marketplace.OrderExpired':
      return [{ type: 'order.ended', order: event.order, how: 'expired', awardedPrice: null }];
    case 'execution.Requested': {
      const { agreement, index, payload, units, deadline } = event;
      const request = { agreement, index, payload, units, deadline, posted: block.number };
      return [{ type: 'request.posted', request }];
    }
    case 'execution.Responded': {
      const { agreement, index, response, due } = event;
      return [
        { type: 'request.answered', agreement, index, response },
        { type: 'job', job: settleJob(agreement, due) },
      ];
    }
    case 'execution.Failed':
      return [{ type: 'request.ended', agreement: event.agreement, index: event.index, how: 'failed' }];
    case 'execution.TimedOut':
      return [{ type: 'request.ended', agreement: event.agreement, index: event.index, how: 'timedOut' }];
    case 'execution.Settled':
      return [
        ...event.indices.map(
          (index): Change => ({ type: 'request.ended', agreement: event.agreement, index, how: 'settled' }),
        ),
        { type: 'job', job: settleJob(event.agreement, block.number) },
      ];
    case 'execution.Demanded':
      return [{ type: 'job', job: settleJob(event.agreement, block.number) }];
    case 'execution.Published':
      return [{ type: 'job', job: settleJob(event.agreement, event.due) }];
    case 'execution.Ending':
      return [
        { type: 'agreement.ending', agreement: event.agreement, closesAfter: event.closesAfter },
        { type: 'job', job: settleJob(event.agreement, event.closesAfter) },
      ];
    case 'execution.CloseOfferWithdrawn':
      return [{ type: 'agreement.closeOffered', agreement: event.agreement, by: null }];
    case 'execution.CloseOffered':
      return [
        { type: 'agreement.closeOffered', agreement: event.agreement, by: event.by },
        { type: 'job', job: settleJob(event.agreement, block.number) },
      ];
    case 'execution.Closed':
      return [{ type: 'agreement.closed', agreement: event.agreement }];
    default:
      return [];
  }
}

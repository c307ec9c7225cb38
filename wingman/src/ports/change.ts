import type {
  AccountId,
  AgreementId,
  Blob,
  FailCode,
  OrderId,
  Planck,
  RequestIndex,
} from '@airo/chain-types';
import type { OrderOutcome } from '../domain/order-outcome.ts';
import type { PastOrder } from '../domain/pricing/past-order.ts';
import type { Job } from './queue.ts';
import type { AgreementRecord, Earning, OrderRecord, RequestRecord } from './records.ts';

/** A job with the best block that must have come before it is handed out; null for at once. */
export interface OutboxJob extends Job {
  readonly notBefore: number | null;
}

/** Facts to be written together. Where nothing else is said, each is idempotent: what is known already, or came later, isn't undone by it. */
export type Change =
  /** Known already with other facts (the block was retracted): starts over as new. */
  | {
      readonly type: 'order.seen';
      readonly order: Omit<OrderRecord, 'stage' | 'reason' | 'price' | 'detail'> & Pick<PastOrder, 'award'>;
    }
  /** A bid of somebody else; the cheapest is kept. */
  | { readonly type: 'order.rivalBid'; readonly order: OrderId; readonly price: Planck }
  | {
      readonly type: 'order.ended';
      readonly order: OrderId;
      readonly how: 'awarded' | 'cancelled' | 'expired';
      readonly awardedPrice: Planck | null;
    }
  /** Won or lost in a block that was retracted: starts over as new. */
  | { readonly type: 'order.reopened'; readonly order: OrderId }
  | { readonly type: 'order.outcome'; readonly outcome: OrderOutcome }
  /** As the chain has it now: open, whatever was read in a block that was retracted. */
  | {
      readonly type: 'agreement.opened';
      readonly agreement: Omit<AgreementRecord, 'closeOfferedBy' | 'state'>;
    }
  /** `by` null: the offer was withdrawn. */
  | {
      readonly type: 'agreement.closeOffered';
      readonly agreement: AgreementId;
      readonly by: AccountId | null;
    }
  /** It takes no more requests, and anybody may close it after the block. */
  | { readonly type: 'agreement.ending'; readonly agreement: AgreementId; readonly closesAfter: number }
  | { readonly type: 'agreement.closed'; readonly agreement: AgreementId }
  /** Known already from another block, or with another payload (that block was retracted): starts over as open. */
  | {
      readonly type: 'request.posted';
      readonly request: Pick<
        RequestRecord,
        'agreement' | 'index' | 'payload' | 'units' | 'posted' | 'deadline'
      >;
    }
  /** Only from `open`. Each is counted: what is told twice counts twice. */
  | {
      readonly type: 'request.runBegan';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
    }
  /** Without an outcome. */
  | {
      readonly type: 'request.runEnded';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
    }
  /** Only from `open`. */
  | {
      readonly type: 'request.computed';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
      readonly response: Blob;
    }
  /** Only from `open`. */
  | {
      readonly type: 'request.refused';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
      readonly code: FailCode;
      readonly detail: string;
    }
  | {
      readonly type: 'request.answered';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
      readonly response: Blob;
    }
  | {
      readonly type: 'request.ended';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
      readonly how: 'settled' | 'failed' | 'timedOut';
    }
  /** Its outcome was in a block that was retracted: starts over as open, unless one waits to be published. */
  | {
      readonly type: 'request.reopened';
      readonly agreement: AgreementId;
      readonly index: RequestIndex;
    }
  | { readonly type: 'earned'; readonly earning: Earning }
  | { readonly type: 'job'; readonly job: OutboxJob }
  | { readonly type: 'job.done'; readonly id: string }
  /** Hands the job out again once the block has come. */
  | { readonly type: 'job.later'; readonly id: string; readonly notBefore: number };

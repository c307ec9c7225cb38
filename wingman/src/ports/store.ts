import type {
  AccountId,
  AgreementId,
  Blob,
  BlockRef,
  FailCode,
  Hex,
  ModelId,
  OrderId,
  Planck,
  RequestIndex,
} from '@airo/chain-types';
import type { OrderOutcome, OrderReason, OrderStage } from '../domain/order-outcome.ts';
import type { PastOrder } from '../domain/pricing/past-order.ts';
import type { UsdRate } from '../domain/pricing/usd.ts';
import type { AlertPayload } from '../schemas/alerts.ts';
import type { Config, ConfigVersion } from '../schemas/config.ts';
import type { Role } from '../schemas/roles.ts';
import type { Finality } from './chain.ts';
import type { Job } from './queue.ts';

export interface OrderRecord {
  readonly id: OrderId;
  readonly consumer: AccountId;
  readonly model: ModelId;
  readonly inferences: number;
  readonly maxPrice: Planck;
  readonly bidsUntil: number;
  readonly stage: OrderStage;
  readonly reason: OrderReason | null;
  readonly price: Planck | null;
  readonly detail: string;
}

/** An outcome with its time in ms since 1970, and what the order was. */
export interface Decision extends Omit<OrderOutcome, 'context'> {
  readonly at: number;
  readonly model: ModelId;
  readonly consumer: AccountId;
  readonly inferences: number;
  readonly maxPrice: Planck;
}

/** Each member that is there narrows the list. */
export interface DecisionFilter {
  readonly stage?: OrderOutcome['stage'] | undefined;
  readonly reason?: OrderReason | undefined;
  readonly model?: ModelId | undefined;
  readonly consumer?: AccountId | undefined;
}

export interface AgreementRecord {
  readonly id: AgreementId;
  readonly order: OrderId;
  readonly consumer: AccountId;
  readonly model: ModelId;
  /** SHA-256 of the manifest. */
  readonly manifest: Hex;
  readonly price: Planck;
  readonly inferences: number;
  readonly expires: number;
  readonly closesAfter: number;
  readonly closeOfferedBy: AccountId | null;
  readonly state: 'open' | 'closed';
}

/**
 * `open`: to be computed · `computed` / `refused`: an outcome is stored, but not on chain · `answered` / `failed`: on
 * chain · `settled`, `timedOut`: over.
 */
export const REQUEST_STATES = [
  'open',
  'computed',
  'refused',
  'answered',
  'failed',
  'settled',
  'timedOut',
] as const;
export type RequestStateName = (typeof REQUEST_STATES)[number];

export interface RequestRecord {
  readonly agreement: AgreementId;
  readonly index: RequestIndex;
  readonly payload: Blob;
  readonly units: number;
  readonly posted: number;
  readonly deadline: number;
  readonly state: RequestStateName;
  readonly response: Blob | null;
  readonly failCode: FailCode | null;
  readonly detail: string;
  /** Runs that began and never ended: their process did, unless they are under way. */
  readonly unendedRuns: number;
}

/** A finalised settlement. Amounts in planck. */
export interface Earning {
  readonly agreement: AgreementId;
  readonly block: number;
  /** Place of the event in its block; with the block it names the settlement. */
  readonly position: number;
  readonly units: number;
  readonly provider: Planck;
  readonly royalty: Planck;
  readonly commission: Planck;
}

export interface TransactionRecord {
  readonly at: number;
  /** `pallet.call` */
  readonly call: string;
  /** What it is about, for example `agreement 3`. */
  readonly subject: string;
  readonly ok: boolean;
  /** Block it went into; null when refused or lost. */
  readonly block: number | null;
  readonly fee: Planck | null;
  /** Empty when ok. */
  readonly error: string;
}

/** An alert and how far it has come. */
export interface AlertRecord {
  /** The same for every attempt. */
  readonly id: string;
  readonly payload: AlertPayload;
  readonly state: 'waiting' | 'delivered' | 'givenUp';
  readonly attempts: number;
  /** Of the next attempt, ms since 1970; null when there is none. */
  readonly nextAt: number | null;
  /** Of the last attempt; empty when there was none. */
  readonly error: string;
}

/** A call of the REST API that may change something. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Name of the token. */
  readonly who: string;
  readonly role: Role;
  /** Address that the call came from. */
  readonly from: string;
  readonly method: string;
  readonly path: string;
  /** As it was sent, or the beginning of it. */
  readonly body: string;
}

/** What became of it; `status` null while nobody knows. */
export interface AuditRecord extends AuditEntry {
  readonly number: number;
  readonly status: number | null;
  readonly result: string;
}

/** With its place in its list, for the cursor. */
export type Numbered<T> = T & { readonly number: number };

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

export interface Totals {
  readonly units: number;
  readonly provider: Planck;
  readonly royalty: Planck;
  readonly commission: Planck;
}

/** Each member that is there narrows the list. */
export interface RequestFilter {
  readonly states?: readonly RequestStateName[];
  readonly indices?: readonly number[];
  /** Only those with a higher index. */
  readonly after?: number;
  readonly limit?: number;
}

/** What a list route asks for: newest first, those before `before`. */
export interface Page {
  readonly limit: number;
  readonly before: number | null;
}

/** What the bot remembers of one chain. */
export interface Store {
  cursor(finality: Finality): Promise<BlockRef | null>;
  /** All of it, or nothing. */
  apply(
    changes: readonly Change[],
    cursor?: { readonly finality: Finality; readonly block: BlockRef },
  ): Promise<void>;

  /** Jobs that may be handed out at this best block and haven't been since the last start. */
  takeJobs(head: number, limit: number): Promise<readonly Job[]>;
  /** Every job may be handed out again: nothing is running, or the queue lost some. */
  resetJobs(): Promise<void>;
  /** How many jobs are handed out and neither done nor put off. */
  jobsTaken(): Promise<number>;

  order(id: OrderId): Promise<OrderRecord | null>;
  orders(page: Page): Promise<readonly OrderRecord[]>;
  /** In stage `new` or `bidding`, oldest first. */
  openOrders(): Promise<readonly OrderRecord[]>;
  /** Those that are over and taught something about prices: the newest `limit`, oldest first. */
  pastOrders(filter: {
    readonly limit: number;
    readonly model?: ModelId;
    readonly consumer?: AccountId;
  }): Promise<readonly PastOrder[]>;
  /** Cheapest bid of others that was seen. */
  rivalPrices(orders: readonly OrderId[]): Promise<ReadonlyMap<OrderId, Planck>>;
  /** `before` is an order number. */
  decisions(page: Page, filter?: DecisionFilter): Promise<readonly Decision[]>;
  /** Decisions by reason, of all orders that were seen; reasons without any are missing. */
  decisionCounts(): Promise<ReadonlyMap<OrderReason, number>>;
  agreement(id: AgreementId): Promise<AgreementRecord | null>;
  agreements(page: Page): Promise<readonly AgreementRecord[]>;
  openAgreements(): Promise<readonly AgreementRecord[]>;
  requests(agreement: AgreementId, filter?: RequestFilter): Promise<readonly RequestRecord[]>;
  earnings(): Promise<{
    readonly total: Totals;
    readonly byModel: readonly (Totals & { readonly model: ModelId })[];
  }>;
  recordTransaction(record: TransactionRecord): Promise<void>;
  /** Newest first. */
  transactions(page: Page): Promise<readonly Numbered<TransactionRecord>[]>;
  /** Fees of the transactions recorded on the day (UTC) of `at`, ms since 1970. */
  feesOfDay(at: number): Promise<Planck>;
  /** Mean fee of the calls that are remembered, by `pallet.call`, rounded up. */
  meanFees(): Promise<ReadonlyMap<string, Planck>>;

  /** The last good rate. */
  usdRate(): Promise<UsdRate | null>;
  saveUsdRate(rate: UsdRate): Promise<void>;

  /** What a part of the bot wrote under its name, as JSON; null when it never did. */
  state(name: string): Promise<unknown>;
  saveState(name: string, value: unknown): Promise<void>;
  /** All whose names begin so, by name. */
  states(prefix: string): Promise<ReadonlyMap<string, unknown>>;

  /** Writes it, or what became of it. Old ones that are over are forgotten. */
  saveAlert(alert: AlertRecord): Promise<void>;
  /** Waiting, and to be tried at `now` or before; longest due first. */
  dueAlerts(now: number, limit: number): Promise<readonly AlertRecord[]>;
  /** When the next waiting one is to be tried, ms since 1970; null when none waits. */
  nextAlertAt(): Promise<number | null>;
  /** Newest first. */
  alerts(page: Page): Promise<readonly Numbered<AlertRecord>[]>;

  /** Written before the call is carried out; old ones are forgotten. @returns its number */
  beginAudit(entry: AuditEntry): Promise<number>;
  endAudit(number: number, status: number, result: string): Promise<void>;
  /** Newest first. */
  audit(page: Page): Promise<readonly AuditRecord[]>;

  config(): Promise<ConfigVersion | null>;
  /** What the settings last asked for, to see whether they changed since. */
  configFromSettings(): Promise<Config | null>;
  saveConfig(config: Config, source: ConfigVersion['source']): Promise<ConfigVersion>;
  close(): Promise<void>;
}

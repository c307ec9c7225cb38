import type {
  AccountId,
  AgreementId,
  Blob,
  FailCode,
  Hex,
  ModelId,
  OrderId,
  Planck,
  RequestIndex,
} from '@airo/chain-types';
import type { OrderOutcome, OrderReason, OrderStage } from '../domain/order-outcome.ts';
import type { AlertPayload } from '../schemas/alerts.ts';
import type { Role } from '../schemas/roles.ts';

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

import type { AccountId, AgreementId, BlockRef, ModelId, OrderId, Planck } from '@airo/chain-types';
import type { OrderOutcome, OrderReason } from '../domain/order-outcome.ts';
import type { PastOrder } from '../domain/pricing/past-order.ts';
import type { UsdRate } from '../domain/pricing/usd.ts';
import type { Config, ConfigVersion } from '../schemas/config.ts';
import type { Finality } from './chain.ts';
import type { Change } from './change.ts';
import type { Job } from './queue.ts';
import type {
  AgreementRecord,
  AlertRecord,
  AuditEntry,
  AuditRecord,
  Decision,
  Numbered,
  OrderRecord,
  RequestRecord,
  RequestStateName,
  TransactionRecord,
} from './records.ts';

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

/** Each member that is there narrows the list. */
export interface DecisionFilter {
  readonly stage?: OrderOutcome['stage'] | undefined;
  readonly reason?: OrderReason | undefined;
  readonly model?: ModelId | undefined;
  readonly consumer?: AccountId | undefined;
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

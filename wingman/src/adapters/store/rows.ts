import type {
  AccountId,
  AgreementId,
  FailCode,
  Hex,
  ModelId,
  OrderId,
  Planck,
  RequestIndex,
} from '@airo/chain-types';
import type { OrderReason, OrderStage } from '../../domain/order-outcome.ts';
import type { PastOrder } from '../../domain/pricing/past-order.ts';
import type {
  AgreementRecord,
  Decision,
  Numbered,
  OrderRecord,
  RequestRecord,
  TransactionRecord,
} from '../../ports/records.ts';
import { toBidContext } from './bid-context.ts';
import type { agreements, orders, requests, transactions } from './tables.ts';

export type OrderRow = Pick<typeof orders.$inferSelect, keyof OrderRecord>;

/** Rows were written by this module from branded values: the brands are put back, nothing is parsed again. */
export function toOrder(row: OrderRow): OrderRecord {
  return {
    id: row.id as OrderId,
    consumer: row.consumer as AccountId,
    model: row.model as ModelId,
    inferences: row.inferences,
    maxPrice: row.maxPrice as Planck,
    bidsUntil: row.bidsUntil,
    stage: row.stage as OrderStage,
    reason: row.reason as OrderReason | null,
    price: row.price as Planck | null,
    detail: row.detail,
  };
}

export function toDecision(row: typeof orders.$inferSelect): Decision {
  const { id: order, stage, reason, price, detail, model, consumer, inferences, maxPrice } = toOrder(row);
  return {
    order,
    stage: stage as Decision['stage'],
    reason: reason as OrderReason,
    price,
    detail,
    model,
    consumer,
    inferences,
    maxPrice,
    at: row.decidedAt ?? 0,
  };
}

export function toPastOrder(row: typeof orders.$inferSelect): PastOrder {
  const { id, consumer, model, inferences, maxPrice, bidsUntil, stage, price } = toOrder(row);
  return {
    id,
    consumer,
    model,
    inferences,
    maxPrice,
    bidsUntil,
    stage,
    price,
    award: row.award as PastOrder['award'],
    ended: row.ended as PastOrder['ended'],
    rivalPrice: row.rivalPrice as Planck | null,
    awardedPrice: row.awardedPrice as Planck | null,
    context: row.context === null ? null : toBidContext(row.context),
  };
}

export function toAgreement(row: typeof agreements.$inferSelect): AgreementRecord {
  return {
    id: row.id as AgreementId,
    order: row.orderId as OrderId,
    consumer: row.consumer as AccountId,
    model: row.model as ModelId,
    manifest: row.manifest as Hex,
    price: row.price as Planck,
    inferences: row.inferences,
    expires: row.expires,
    closesAfter: row.closesAfter,
    closeOfferedBy: row.closeOfferedBy as AccountId | null,
    state: row.state as AgreementRecord['state'],
  };
}

export function toRequest(row: typeof requests.$inferSelect): RequestRecord {
  return {
    agreement: row.agreement as AgreementId,
    index: row.index as RequestIndex,
    payload: { hash: row.payload as Hex, size: row.payloadSize },
    units: row.units,
    posted: row.posted,
    deadline: row.deadline,
    state: row.state as RequestRecord['state'],
    response: row.response === null ? null : { hash: row.response as Hex, size: row.responseSize ?? 0n },
    failCode: row.failCode as FailCode | null,
    detail: row.detail,
    unendedRuns: row.unendedRuns,
  };
}

export function toTransaction(row: typeof transactions.$inferSelect): Numbered<TransactionRecord> {
  const { id: number, ...record } = row;
  return { ...record, number, fee: record.fee as Planck | null };
}

import type * as Runtime from '../generated/runtime.ts';
import { modelId, type OrderId, planck } from '../model/ids.ts';
import type { AwardMode, Bid, Order, OrderSpec } from '../model/records.ts';
import { fromFraction, toFraction } from './text.ts';

const AWARD_MODES = { Manual: 'manual', Cheapest: 'cheapest' } as const;
const RUNTIME_AWARD_MODES = { manual: 'Manual', cheapest: 'Cheapest' } as const;

export const toAwardMode = (mode: Runtime.AwardMode): AwardMode => AWARD_MODES[mode];

export function toOrder(id: OrderId, order: Runtime.Order): Order {
  return {
    id,
    consumer: order.consumer,
    spec: toSpec(order.spec),
    royalty: planck(order.terms.royalty),
    manifest: order.terms.manifest,
    manifestVersion: order.terms.version,
    commissionPpm: order.commission,
    placed: order.placed,
    bidsUntil: order.bidsUntil,
    awardUntil: order.awardUntil,
    barred: order.barred,
  };
}

function toSpec(spec: Runtime.OrderSpec): OrderSpec {
  return {
    ...spec,
    model: modelId(spec.model),
    maxPrice: planck(spec.maxPrice),
    minBond: planck(spec.minBond),
    minScore: toFraction(spec.minScore),
    award: toAwardMode(spec.award),
  };
}

export function fromSpec(spec: OrderSpec): Runtime.OrderSpec {
  return { ...spec, minScore: fromFraction(spec.minScore), award: RUNTIME_AWARD_MODES[spec.award] };
}

export function toBid({ provider, price, coverage, deposit, terms, placed, counter }: Runtime.Bid): Bid {
  return {
    provider,
    price: planck(price),
    coverage: planck(coverage),
    deposit: planck(deposit),
    terms,
    placed,
    counter: counter === null ? null : planck(counter),
  };
}

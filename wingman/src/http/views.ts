import type { z } from 'zod';
import { formatAiro } from '../domain/amount.ts';
import { ORDER_REASONS } from '../domain/order-outcome.ts';
import type { ServedState } from '../pipeline/model/served-models.ts';
import type {
  AgreementRecord,
  Decision,
  Numbered,
  OrderRecord,
  RequestRecord,
  TransactionRecord,
} from '../ports/records.ts';
import type { Totals } from '../ports/store.ts';
import type {
  restAgreementSchema,
  restDecisionSchema,
  restModelSchema,
  restOrderSchema,
  restRequestSchema,
  restTransactionSchema,
} from '../schemas/rest.ts';

/** Records as REST shows them: money as decimal text. */
const money = (amount: bigint | null) => (amount === null ? null : formatAiro(amount));

export function orderView(order: OrderRecord): z.input<typeof restOrderSchema> {
  return { ...order, maxPrice: formatAiro(order.maxPrice), price: money(order.price) };
}

export function decisionView(decision: Decision): z.input<typeof restDecisionSchema> {
  const { reason, price, maxPrice } = decision;
  return {
    ...decision,
    meaning: ORDER_REASONS[reason],
    price: money(price),
    maxPrice: formatAiro(maxPrice),
  };
}

export function agreementView(agreement: AgreementRecord): z.input<typeof restAgreementSchema> {
  return { ...agreement, price: formatAiro(agreement.price) };
}

export function requestView(request: RequestRecord): z.input<typeof restRequestSchema> {
  const { agreement: _, unendedRuns: __, payload, response, ...rest } = request;
  return { ...rest, payload: payload.hash, response: response?.hash ?? null };
}

export function totalsView({ units, provider, royalty, commission }: Totals) {
  return {
    units,
    provider: formatAiro(provider),
    royalty: formatAiro(royalty),
    commission: formatAiro(commission),
  };
}

export function transactionView(
  transaction: Numbered<TransactionRecord>,
): z.input<typeof restTransactionSchema> {
  return { ...transaction, fee: money(transaction.fee) };
}

export function modelView(model: ServedState): z.input<typeof restModelSchema> {
  const ready = model.state === 'ready' ? model : model.state === 'away' ? model.model : null;
  const wrong = model.state === 'failed' || model.state === 'away' ? model : null;
  return {
    id: model.id,
    state: model.state,
    name: ready?.manifest.name ?? null,
    hardware: ready?.loaded.hardware ?? null,
    inMemory: ready?.loaded.memory?.holds ?? null,
    manifest: ready?.manifestHash ?? null,
    inputs: ready ? [...ready.manifest.inputs] : [],
    outputs: ready ? [...ready.manifest.outputs] : [],
    benchmark: ready ? { ...ready.benchmark, points: [...ready.benchmark.points] } : null,
    error: wrong ? { code: wrong.code, message: wrong.reason } : null,
  };
}

import { inArray, sql } from 'drizzle-orm';
import type { OrderRecord } from '../../ports/records.ts';
import type { Database } from './apply-change.ts';
import { type OrderRow, toOrder } from './rows.ts';
import { orders } from './tables.ts';

type Listed = [number, string, number, number, string, number, string, string | null, string | null, string];

/** All of them as one value: with thousands of rows, most of the time would go into taking rows apart. */
export async function readOpenOrders(db: Database): Promise<readonly OrderRecord[]> {
  const { id, consumer, model, inferences, maxPrice, bidsUntil, stage, reason, price, detail } = orders;
  // Amounts as text: JSON has no whole numbers of their size.
  const listed = sql`json_build_array(${id}, ${consumer}, ${model}, ${inferences}, ${maxPrice}::text, ${bidsUntil}, ${stage}, ${reason}, ${price}::text, ${detail})`;
  const [row] = await db
    .select({ all: sql<string | null>`json_agg(${listed} order by ${id})::text` })
    .from(orders)
    .where(inArray(stage, ['new', 'bidding']));
  return (JSON.parse(row?.all ?? '[]') as Listed[]).map((order) => toOrder(toRow(order)));
}

function toRow([
  id,
  consumer,
  model,
  inferences,
  max,
  bidsUntil,
  stage,
  reason,
  price,
  detail,
]: Listed): OrderRow {
  const amounts = { maxPrice: BigInt(max), price: price === null ? null : BigInt(price) };
  return { id, consumer, model, inferences, bidsUntil, stage, reason, detail, ...amounts };
}

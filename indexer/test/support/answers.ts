import { OWNER } from '../../src/measure/synthetic.ts';
import type { IndexReader } from '../../src/ports/index-reader.ts';

const ALL = { limit: 1_000, after: null };

/** Everything that the index tells. */
export async function answersOf(reader: IndexReader) {
  const agreements = await reader.agreements({}, ALL);
  return {
    head: await reader.head(),
    stats: await reader.stats(),
    series: await reader.series({ bucketMs: 60_000, from: 0, to: 10_000_000 }),
    models: await reader.models({}, 'newest', ALL),
    providers: await reader.providers({}, 'newest', ALL),
    orders: await reader.orders({}, ALL),
    agreements,
    requests: await Promise.all(agreements.items.map(({ id }) => reader.requests(id, {}, ALL))),
    payments: await reader.payments({}, ALL),
    income: await reader.income({ owner: OWNER, bucketMs: 60_000, from: 0, to: 10_000_000 }),
    activity: await reader.activity({}, ALL),
    blocks: await reader.blocks(ALL),
  };
}

import type { Hex } from '@airo/chain-types';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Book, bidKey, emptyBook, requestKey } from '../../domain/fold/book.ts';
import { IndexerError } from '../../errors.ts';
import type { IndexStore } from '../../ports/index-store.ts';
import { toAgreement, toHead, toModel, toOrder, toProvider, toRequest } from './rows.ts';
import { type TableName, toJson, upsertOf } from './schema.ts';
import type { Run, Session } from './session.ts';
import { agreements, bids, heads, manifests, models, orders, providers, requests, SCHEMA } from './tables.ts';

const HEAD_ID = 0;

/** The index in a database that `openSchema` has prepared. */
export function createSqlStore(session: Session): IndexStore {
  const db = session.drizzle;
  return {
    async head() {
      const [row] = await db.select().from(heads);
      return row ? toHead(row) : null;
    },

    async load(keys) {
      const book = emptyBook();
      const { models: ids, providers: accounts } = keys;
      const orderPairs = [...keys.bids.values()];
      const requestPairs = [...keys.requests.values()];
      const [foundModels, foundOrders, foundAgreements, foundProviders, foundBids, foundRequests] =
        await Promise.all([
          ids.size > 0 ? db.select().from(models).where(among(models.id, ids)) : [],
          keys.orders.size > 0 ? db.select().from(orders).where(among(orders.id, keys.orders)) : [],
          keys.agreements.size > 0
            ? db.select().from(agreements).where(among(agreements.id, keys.agreements))
            : [],
          accounts.size > 0 ? db.select().from(providers).where(among(providers.account, accounts)) : [],
          orderPairs.length > 0
            ? db
                .select()
                .from(bids)
                .where(
                  sql`(${bids.order}, ${bids.provider}) in (select * from json_to_recordset(${JSON.stringify(orderPairs)}::text::json) as pairs("order" bigint, provider text))`,
                )
            : [],
          requestPairs.length > 0
            ? db
                .select()
                .from(requests)
                .where(
                  sql`(${requests.agreement}, ${requests.index}) in (select * from json_to_recordset(${JSON.stringify(requestPairs)}::text::json) as pairs(agreement bigint, index bigint))`,
                )
            : [],
        ]);
      for (const row of foundModels) book.models.set(row.id, toModel(row));
      for (const row of foundOrders) book.orders.set(row.id, toOrder(row));
      for (const row of foundAgreements) book.agreements.set(row.id, toAgreement(row));
      for (const row of foundProviders) book.providers.set(row.account, toProvider(row));
      for (const row of foundBids) book.bids.set(bidKey(row.order, row.provider), row);
      for (const row of foundRequests)
        book.requests.set(requestKey(row.agreement, row.index), toRequest(row));
      return book;
    },

    async save(book, from, to) {
      await session.transaction(async (run) => {
        const row = { id: HEAD_ID, ...to };
        const moved = from
          ? await run(
              `update ${SCHEMA}.heads set number = $1, hash = $2, at = $3 where number = $4 and hash = $5 returning id`,
              [to.number, to.hash, to.at, from.number, from.hash],
            )
          : await run(
              `insert into ${SCHEMA}.heads select * from json_populate_recordset(null::${SCHEMA}.heads, $1::text::json) on conflict do nothing returning id`,
              [toJson('heads', [row])],
            );
        if (moved.length === 0) {
          throw new IndexerError('HEAD_MOVED', 'another indexer has written to the same database', { from });
        }
        await saveBook(run, book);
      });
    },

    async missingManifests(limit) {
      const rows = await db
        .select({ hash: models.manifest })
        .from(models)
        .where(sql`not exists (select 1 from ${manifests} where ${manifests.hash} = ${models.manifest})`)
        .groupBy(models.manifest)
        .orderBy(sql`max(${models.id}) desc`)
        .limit(limit);
      return rows.map(({ hash }) => hash as Hex);
    },

    async saveManifest(hash, { manifest, error }) {
      const { name, description, license, unit, tags } = manifest ?? {};
      const row = { hash, name, description, license, unit, tags: tags ?? [], document: manifest, error };
      await session.run(upsertOf('manifests'), [toJson('manifests', [row])]);
    },
  };
}

async function saveBook(run: Run, book: Book): Promise<void> {
  const write = async (name: TableName, rows: readonly object[]) => {
    if (rows.length > 0) await run(upsertOf(name), [toJson(name, rows)]);
  };
  await write('blocks', book.blocks);
  await write('models', [...book.models.values()]);
  await write('providers', [...book.providers.values()]);
  if (book.offers.size > 0) {
    const gone = `delete from ${SCHEMA}.offers where provider in (select json_array_elements_text($1::text::json))`;
    await run(gone, [JSON.stringify([...book.offers.keys()])]);
    await write('offers', [...book.offers.values()].flat());
  }
  await write('orders', [...book.orders.values()]);
  await write('bids', [...book.bids.values()]);
  await write('agreements', [...book.agreements.values()]);
  await write('requests', [...book.requests.values()]);
  await write('payments', book.payments);
  await write('royalties', book.royalties);
  await write('activity', book.activity);
  await write('activityAccounts', book.activityAccounts);
}

/** Any number of values as one parameter. */
function among(column: PgColumn, values: ReadonlySet<number | string>): SQL {
  const type = sql.raw(column.getSQLType());
  return sql`${column} = any(array(select json_array_elements_text(${JSON.stringify([...values])}::text::json)::${type}))`;
}

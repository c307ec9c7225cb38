import { and, asc, eq, exists, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type {
  IndexReader,
  ModelFilter,
  ModelRow,
  ModelSort,
  ProviderSort,
} from '../../../ports/index-reader.ts';
import { toModel, toProvider } from '../rows.ts';
import type { Drizzle } from '../session.ts';
import { agreements, manifests, models, offers, providers } from '../tables.ts';
import { type Order, pageOf, toPage } from './paging.ts';

type Part = Pick<IndexReader, 'models' | 'model' | 'manifest' | 'offers' | 'providers' | 'provider'>;

const SPARKLINE_PRICES = 24;
/** After every real price or time. */
const LAST = sql.raw(`'1e38'::numeric`);

const offering = sql`(select count(*)::integer from ${offers} join ${providers} on ${providers.account} = ${offers.provider} where ${offers.model} = ${models.id} and ${providers.status} = 'active')`;
const bestP95 = sql`(select min(${offers.p95Ms}) from ${offers} join ${providers} on ${providers.account} = ${offers.provider} where ${offers.model} = ${models.id} and ${providers.status} = 'active')`;

const MODEL_ORDERS: Readonly<Record<ModelSort, Order & { readonly value: SQL | PgColumn }>> = {
  newest: { by: [models.id], way: 'desc', value: models.id },
  cheapest: ordered(sql`coalesce(${models.lastPrice}, ${LAST})`, 'asc'),
  royalty: ordered(models.royalty, 'asc'),
  sold: ordered(models.sold, 'desc'),
  value: ordered(models.value, 'desc'),
  fastest: ordered(sql`coalesce(${bestP95}, ${LAST})`, 'asc'),
};

function ordered(value: SQL | PgColumn, way: Order['way']) {
  return { by: [value, models.id], way, value };
}

const PROVIDER_ORDERS: Readonly<Record<ProviderSort, PgColumn>> = {
  newest: providers.registeredBlock,
  bond: providers.bond,
  served: providers.served,
  earned: providers.earned,
  agreements: providers.agreements,
};

const MODEL_COLUMNS = {
  model: models,
  name: manifests.name,
  description: manifests.description,
  license: manifests.license,
  unit: manifests.unit,
  tags: manifests.tags,
  error: manifests.error,
  providers: sql<number>`${offering}`,
  bestP95Ms: sql<number | null>`${bestP95}`,
};

/** Models with what they sell for and who offers them; providers. */
export function catalogueQueries(db: Drizzle): Part {
  const selectModels = (sortValue: SQL | PgColumn) =>
    db
      .select({ ...MODEL_COLUMNS, sortValue: sql<string>`(${sortValue})::text` })
      .from(models)
      .leftJoin(manifests, eq(manifests.hash, models.manifest));

  type Found = Awaited<ReturnType<typeof selectModels>>[number];

  async function withPrices(rows: readonly Found[]): Promise<ModelRow[]> {
    const prices = await sparklines(rows.map(({ model }) => model.id));
    return rows.map(
      ({ model, name, description, license, unit, tags, error, providers: count, bestP95Ms }) => ({
        ...toModel(model),
        manifestRow:
          tags === null ? null : { hash: model.manifest, name, description, license, unit, tags, error },
        providers: count,
        bestP95Ms,
        prices: prices.get(model.id) ?? [],
      }),
    );
  }

  async function sparklines(ids: readonly number[]) {
    if (ids.length === 0) return new Map<number, ModelRow['prices']>();
    const place = sql<number>`row_number() over (partition by ${agreements.model} order by ${agreements.id} desc)`;
    const newest = db
      .select({
        model: agreements.model,
        id: agreements.id,
        at: agreements.openedAt,
        price: agreements.price,
        place: place.as('place'),
      })
      .from(agreements)
      .where(inArray(agreements.model, [...ids]))
      .as('newest');
    const rows = await db
      .select()
      .from(newest)
      .where(sql`${newest.place} <= ${SPARKLINE_PRICES}`)
      .orderBy(asc(newest.id));
    const byModel = Map.groupBy(rows, ({ model }) => model);
    return new Map(
      [...byModel].map(([model, list]) => [model, list.map(({ at, price }) => ({ at, price }))]),
    );
  }

  return {
    async models(filter, sort, page) {
      const order = MODEL_ORDERS[sort];
      const { where, orderBy, limit } = pageOf(order, page);
      const rows = await selectModels(order.value)
        .where(and(where, ofModels(filter)))
        .orderBy(...orderBy)
        .limit(limit);
      const { items, next } = toPage(rows, page, ({ model, sortValue }) =>
        order.by.length === 1 ? [model.id] : [sortValue, model.id],
      );
      return { items: await withPrices(items), next };
    },

    async model(id) {
      const rows = await selectModels(models.id).where(eq(models.id, id));
      return (await withPrices(rows))[0] ?? null;
    },

    async manifest(hash) {
      const [row] = await db.select().from(manifests).where(eq(manifests.hash, hash));
      return row ?? null;
    },

    offers: ({ model, provider }) =>
      db
        .select()
        .from(offers)
        .where(
          and(
            model === undefined ? undefined : eq(offers.model, model),
            provider === undefined ? undefined : eq(offers.provider, provider),
          ),
        )
        .orderBy(...(model === undefined ? [asc(offers.model)] : [asc(offers.p95Ms), asc(offers.provider)])),

    async providers({ status, model }, sort, page) {
      const column = PROVIDER_ORDERS[sort];
      const { where, orderBy, limit } = pageOf(
        { by: [column, providers.account], way: 'desc', lastIsText: true },
        page,
      );
      const offersIt = db
        .select()
        .from(offers)
        .where(and(eq(offers.provider, providers.account), eq(offers.model, model ?? -1)));
      const rows = await db
        .select({ provider: providers, sortValue: sql<string>`${column}::text` })
        .from(providers)
        .where(
          and(
            where,
            status && eq(providers.status, status),
            model === undefined ? undefined : exists(offersIt),
          ),
        )
        .orderBy(...orderBy)
        .limit(limit);
      const { items, next } = toPage(rows, page, ({ provider, sortValue }) => [sortValue, provider.account]);
      return { items: items.map(({ provider }) => toProvider(provider)), next };
    },

    async provider(account) {
      const [row] = await db.select().from(providers).where(eq(providers.account, account));
      return row ? toProvider(row) : null;
    },
  };
}

function ofModels({ search, status, owner, tag, parent }: ModelFilter): SQL | undefined {
  return and(
    status && eq(models.status, status),
    owner === undefined ? undefined : eq(models.owner, owner),
    parent === undefined ? undefined : eq(models.parent, parent),
    tag === undefined ? undefined : sql`${manifests.tags}::jsonb @> ${JSON.stringify([tag])}::text::jsonb`,
    search === undefined ? undefined : matching(search),
  );
}

/** In name, description or tags; a number is a model's as well. */
function matching(search: string): SQL | undefined {
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return or(
    ilike(manifests.name, pattern),
    ilike(manifests.description, pattern),
    sql`${manifests.tags}::text ilike ${pattern}`,
    /^\d{1,9}$/.test(search) ? eq(models.id, Number(search)) : undefined,
  );
}

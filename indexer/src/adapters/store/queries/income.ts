import { and, asc, eq, sql } from 'drizzle-orm';
import type { IncomeQuery, IndexReader } from '../../../ports/index-reader.ts';
import type { Drizzle } from '../session.ts';
import { royalties } from '../tables.ts';
import { stepOf, within } from './steps.ts';

/** What the owners of models got. */
export function incomeQueries(db: Drizzle): Pick<IndexReader, 'income'> {
  return {
    async income({ owner, model, ...range }: IncomeQuery) {
      const at = stepOf(royalties.at, range);
      const own = sql`${royalties.model} = ${royalties.sold}`;
      const rows = await db
        .select({
          at,
          model: royalties.model,
          units: sql<string>`coalesce(sum(${royalties.units}) filter (where ${own}), 0)::text`,
          own: sql<string>`coalesce(sum(${royalties.amount}) filter (where ${own}), 0)::text`,
          inherited: sql<string>`coalesce(sum(${royalties.amount}) filter (where not ${own}), 0)::text`,
        })
        .from(royalties)
        .where(
          and(
            within(royalties.at, range),
            eq(royalties.owner, owner),
            model === undefined ? undefined : eq(royalties.model, model),
          ),
        )
        .groupBy(at, royalties.model)
        .orderBy(asc(at), asc(royalties.model));
      return rows.map((row) => ({
        ...row,
        units: Number(row.units),
        own: BigInt(row.own),
        inherited: BigInt(row.inherited),
      }));
    },
  };
}

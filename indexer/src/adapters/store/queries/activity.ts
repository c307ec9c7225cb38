import { and, asc, eq, exists, like, type SQL, sql } from 'drizzle-orm';
import type { ActivityFilter, IndexReader } from '../../../ports/index-reader.ts';
import type { Drizzle } from '../session.ts';
import { activity, activityAccounts, blocks } from '../tables.ts';
import { pageOf, toPage } from './paging.ts';

type Part = Pick<IndexReader, 'activity' | 'activitySince' | 'blocks'>;

/** What happened, block by block. */
export function activityQueries(db: Drizzle): Part {
  const about = ({ account, block, model, order, agreement, type }: ActivityFilter): SQL | undefined => {
    const isAbout = db
      .select()
      .from(activityAccounts)
      .where(
        and(
          eq(activityAccounts.account, account ?? ''),
          eq(activityAccounts.block, activity.block),
          eq(activityAccounts.position, activity.position),
        ),
      );
    return and(
      account === undefined ? undefined : exists(isAbout),
      block === undefined ? undefined : eq(activity.block, block),
      model === undefined ? undefined : eq(activity.model, model),
      order === undefined ? undefined : eq(activity.order, order),
      agreement === undefined ? undefined : eq(activity.agreement, agreement),
      type === undefined
        ? undefined
        : type.includes('.')
          ? eq(activity.type, type)
          : like(activity.type, `${type}.%`),
    );
  };
  return {
    async activity(filter, page) {
      const { where, orderBy, limit } = pageOf(
        { by: [activity.block, activity.position], way: 'desc' },
        page,
      );
      const rows = await db
        .select()
        .from(activity)
        .where(and(where, about(filter)))
        .orderBy(...orderBy)
        .limit(limit);
      return toPage(rows, page, ({ block, position }) => [block, position]);
    },

    activitySince: ({ block, position }, filter, limit) =>
      db
        .select()
        .from(activity)
        .where(
          and(
            sql`(${activity.block}, ${activity.position}) > (${block}::integer, ${position}::integer)`,
            about(filter),
          ),
        )
        .orderBy(asc(activity.block), asc(activity.position))
        .limit(limit),

    async blocks(page) {
      const { where, orderBy, limit } = pageOf({ by: [blocks.number], way: 'desc' }, page);
      const rows = await db
        .select()
        .from(blocks)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit);
      return toPage(rows, page, ({ number }) => [number]);
    },
  };
}

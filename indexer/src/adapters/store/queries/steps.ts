import { and, gte, lt, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Steps } from '../../../ports/index-reader.ts';

/** Beginning of the step of time that a row is in. */
export const stepOf = (column: PgColumn, { bucketMs }: Steps) =>
  sql<number>`(${column} / ${sql.raw(String(bucketMs))} * ${sql.raw(String(bucketMs))})`.mapWith(Number);

export const within = (column: PgColumn, { from, to }: Steps) => and(gte(column, from), lt(column, to));

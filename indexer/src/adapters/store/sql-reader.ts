import type { IndexReader } from '../../ports/index-reader.ts';
import { activityQueries } from './queries/activity.ts';
import { catalogueQueries } from './queries/catalogue.ts';
import { figureQueries } from './queries/figures.ts';
import { incomeQueries } from './queries/income.ts';
import { marketQueries } from './queries/market.ts';
import type { Session } from './session.ts';

/** Answers from a database that `openSchema` has prepared. */
export function createSqlReader({ drizzle }: Session): IndexReader {
  return {
    ...figureQueries(drizzle),
    ...catalogueQueries(drizzle),
    ...marketQueries(drizzle),
    ...activityQueries(drizzle),
    ...incomeQueries(drizzle),
  };
}

import type { incomeSchema } from '@airo/indexer/schemas';
import type { z } from 'zod';

export type Income = z.output<typeof incomeSchema>;

/** So many steps are drawn at most; the indexer gives no more by default either. */
const MAX_STEPS = 500;
/** Lines that can still be told apart; what other models brought is one line together. */
const CHARTED = 5;

export interface IncomeLines {
  /** Milliseconds since 1970, every step up to now. */
  readonly at: readonly number[];
  /** AIRO for each step; `model` null: all other models together. The model that brought most comes first. */
  readonly lines: readonly { readonly model: number | null; readonly values: readonly number[] }[];
}

/** What models brought over time, own and inherited royalties together, with the steps in which they brought nothing. */
export function linesOf({ points, bucketMs, to }: Income): IncomeLines {
  const dated = points.filter(({ at }) => at > 0);
  const first = dated[0]?.at;
  if (first === undefined) return { at: [], lines: [] };
  const count = Math.min(MAX_STEPS, Math.max(1, Math.ceil((to - first) / bucketMs)));
  const from = first + (Math.max(1, Math.ceil((to - first) / bucketMs)) - count) * bucketMs;
  const totals = new Map<number, number>();
  for (const { model, own, inherited } of dated)
    totals.set(model, (totals.get(model) ?? 0) + Number(own) + Number(inherited));
  const ranked = [...totals].sort(([, a], [, b]) => b - a).map(([model]) => model);
  const charted: (number | null)[] =
    ranked.length > CHARTED ? [...ranked.slice(0, CHARTED - 1), null] : ranked;
  const lines = charted.map((model) => ({ model, values: new Array<number>(count).fill(0) }));
  for (const { at, model, own, inherited } of dated) {
    const line = lines.find((it) => it.model === model) ?? lines.find((it) => it.model === null);
    const step = Math.round((at - from) / bucketMs);
    if (line && step >= 0 && step < count)
      line.values[step] = (line.values[step] ?? 0) + Number(own) + Number(inherited);
  }
  return { at: Array.from({ length: count }, (_, i) => from + i * bucketMs), lines };
}

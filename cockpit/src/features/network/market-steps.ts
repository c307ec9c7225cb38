import type { seriesSchema } from '@airo/indexer/schemas';
import type { z } from 'zod';

export type Series = z.output<typeof seriesSchema>;
export type SeriesPoint = Series['points'][number];

/** So many steps are drawn at most; the indexer gives no more by default either. */
const MAX_STEPS = 500;

/**
 * The indexer tells of the steps in which something happened; a chart wants the ones between them, too. Oldest first, from
 * the first one told of to now.
 */
export function everyStep({ bucketMs, to, points }: Series): readonly (SeriesPoint | { at: number })[] {
  // What genesis brought stands at 0, far from everything else.
  const known = new Map(points.filter(({ at }) => at > 0).map((point) => [point.at, point]));
  const [first] = known.keys();
  if (first === undefined) return [];
  const from = Math.max(first, first + (Math.ceil((to - first) / bucketMs) - MAX_STEPS) * bucketMs);
  const count = Math.max(1, Math.ceil((to - from) / bucketMs));
  return Array.from({ length: count }, (_, i) => {
    const at = from + i * bucketMs;
    return known.get(at) ?? { at };
  });
}

import type { Hex, ModelId } from '@airo/chain-types';
import { z } from 'zod';
import type { Benchmark } from '../../domain/benchmark.ts';
import { HERE } from '../../domain/capacity.ts';
import type { Place } from '../../ports/inference.ts';
import type { Store } from '../../ports/store.ts';

const benchmarkSchema = z.object({
  points: z.array(z.object({ batch: z.number(), medianMs: z.number(), perSecond: z.number() })),
  bestBatch: z.number(),
  concurrency: z.number(),
  perSecond: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  memoryBytes: z.number().nullable(),
});
const measuredSchema = z.object({ manifest: z.string(), setup: z.string(), benchmark: benchmarkSchema });

/** What was measured of models, kept over restarts. Holds for the same manifest on the same place only. */
export class MeasuredModels {
  readonly #store: Pick<Store, 'state' | 'saveState'>;
  readonly #prefix: string;

  /** @param machine whose figures they are, where several share the store */
  constructor(store: Pick<Store, 'state' | 'saveState'>, machine = '') {
    this.#store = store;
    this.#prefix = machine === '' ? 'measured-' : `measured/${machine}/`;
  }

  /** null when nothing is known, or of something else. */
  async of(id: ModelId, manifest: Hex, place: Place): Promise<Benchmark | null> {
    const stored = measuredSchema.safeParse(await this.#store.state(this.#prefix + id));
    const isSame = stored.data?.manifest === manifest && stored.data.setup === setupOf(place);
    return isSame ? (stored.data?.benchmark ?? null) : null;
  }

  async keep(id: ModelId, manifest: Hex, place: Place, benchmark: Benchmark): Promise<void> {
    await this.#store.saveState(this.#prefix + id, { manifest, setup: setupOf(place), benchmark });
  }
}

/** Name of the place among those that have a capacity of their own. */
export function placeName(place: Place): string {
  return place.kind === 'here' ? HERE : place.url;
}

function setupOf(place: Place): string {
  return place.kind === 'here' ? `${place.runtime}, ${place.threads} threads` : place.url;
}

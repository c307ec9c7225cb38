import type { Hex } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import type { IndexStore } from '../ports/index-store.ts';
import type { ManifestSource } from '../ports/manifests.ts';
import type { IndexState } from './index-state.ts';

const AT_ONCE = 8;
const LOOKED_AT = 1_000;
const RETRY_MS = 5_000;

/** Brings the manifests of the index' models into it, until the signal aborts. Those that can't be had are asked for again. */
export async function fetchManifests(
  context: {
    readonly store: IndexStore;
    readonly source: ManifestSource;
    readonly state: Pick<IndexState, 'manifestFound'>;
    readonly clock: Clock;
    readonly log: Logger;
  },
  signal: AbortSignal,
): Promise<void> {
  const { store, source, state, clock, log } = context;
  /** When each was asked for last, counted up: those that nobody has don't keep the others waiting. */
  const asked = new Map<Hex, number>();
  let turn = 0;
  while (!signal.aborted) {
    try {
      const all = await store.missingManifests(LOOKED_AT);
      const missing = all.toSorted((a, b) => (asked.get(a) ?? 0) - (asked.get(b) ?? 0)).slice(0, AT_ONCE);
      turn += 1;
      for (const hash of missing) asked.set(hash, turn);
      const found = await Promise.all(
        missing.map(async (hash) => {
          const manifest = await source.find(hash, signal);
          if (manifest) {
            await store.saveManifest(hash, manifest);
            state.manifestFound(hash);
            asked.delete(hash);
          }
          return manifest !== null;
        }),
      );
      if (found.some(Boolean)) continue;
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error }, 'manifests could not be fetched; trying again');
    }
    await clock.wait(RETRY_MS, signal).catch(() => {});
  }
}

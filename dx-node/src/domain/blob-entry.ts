import { z } from 'zod';
import { type DxKey, dxKeySchema } from '../schemas/key.ts';

/** What the index holds of a stored blob; times in milliseconds since 1970. */
export const blobEntrySchema = z.object({
  key: dxKeySchema,
  /** Bytes. */
  size: z.number().int().positive(),
  pinned: z.boolean(),
  storedAt: z.number().int(),
  usedAt: z.number().int(),
  /** Never while pinned. */
  expiresAt: z.number().int().nullable(),
  /** When a provider record was last put on the network; null when it has yet to be. */
  announcedAt: z.number().int().nullable(),
});
export type BlobEntry = Readonly<z.output<typeof blobEntrySchema>>;

export function newEntry(init: { key: DxKey; size: number; now: number; ttlMs: number }): BlobEntry {
  const { key, size, now, ttlMs } = init;
  return { key, size, pinned: false, storedAt: now, usedAt: now, expiresAt: now + ttlMs, announcedAt: null };
}

/** Storing again what is there: the time to live begins anew; pin and announcement stay. */
export function renewed(entry: BlobEntry, now: number, ttlMs: number): BlobEntry {
  return { ...entry, storedAt: now, usedAt: now, expiresAt: entry.pinned ? null : now + ttlMs };
}

export function pinned(entry: BlobEntry): BlobEntry {
  return { ...entry, pinned: true, expiresAt: null };
}

/** The time to live begins when the pin is taken off. */
export function unpinned(entry: BlobEntry, now: number, ttlMs: number): BlobEntry {
  return entry.pinned ? { ...entry, pinned: false, expiresAt: now + ttlMs } : entry;
}

export function isExpired(entry: BlobEntry, now: number): boolean {
  return entry.expiresAt !== null && entry.expiresAt <= now;
}

/**
 * What to remove so that `bytes` more fit: the expired first, then the least recently used; never the pinned.
 * Undefined when even all of that isn't enough.
 */
export function chooseEvictions(
  entries: Iterable<BlobEntry>,
  init: { bytes: number; now: number },
): BlobEntry[] | undefined {
  const { bytes, now } = init;
  const candidates = [...entries].filter((entry) => !entry.pinned);
  candidates.sort((a, b) => Number(isExpired(b, now)) - Number(isExpired(a, now)) || a.usedAt - b.usedAt);
  const chosen: BlobEntry[] = [];
  let freed = 0;
  for (const entry of candidates) {
    if (freed >= bytes) break;
    chosen.push(entry);
    freed += entry.size;
  }
  return freed >= bytes ? chosen : undefined;
}

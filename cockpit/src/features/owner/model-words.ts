import type { modelSchema } from '@airo/indexer/schemas';
import type { z } from 'zod';

export type Model = z.output<typeof modelSchema>;

export const STATUS_TONES = { listed: 'good', draft: 'warn', retired: 'neutral', removed: 'bad' } as const;
export const STATUS_WORDS = {
  listed: 'on the market',
  draft: 'waits for attestations',
  retired: 'retired',
  removed: 'removed',
} as const;

export const nameOf = ({ id, manifest }: Pick<Model, 'id' | 'manifest'>): string =>
  manifest?.name ?? `Model ${id}`;

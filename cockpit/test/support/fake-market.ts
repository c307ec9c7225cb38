import {
  accountSchema,
  providerSchema,
  statsSchema,
  statusSchema,
  treasurySchema,
} from '@airo/indexer/schemas';
import type { z } from 'zod';
import { OWNER } from './fake-indexer.ts';

export const PROVIDER = '5CSs1EZaT4MpkrZCQTjUXuH5seuS49yQTFhveZyq9izvJcnv';
const HEAD = { number: 90, hash: `0x${'a'.repeat(64)}`, at: 1_000_000, genesis: `0x${'b'.repeat(64)}` };

/** An indexer that is up to date, of a node whose newest two blocks are not final yet. */
export const someStatus = (part: Partial<z.output<typeof statusSchema>> = {}) =>
  statusSchema.parse({ ok: true, reasons: [], head: HEAD, node: { best: 92, finalised: 90 }, ...part });

export const someStats = (part: Partial<z.output<typeof statsSchema>> = {}) =>
  statsSchema.parse({
    head: HEAD,
    blockTimeMs: 3_000,
    models: 2,
    listedModels: 1,
    providers: 3,
    activeProviders: 2,
    bonded: '2000',
    slashed: '0',
    orders: 7,
    openOrders: 1,
    bids: 12,
    agreements: 5,
    openAgreements: 2,
    requests: 40,
    sold: 1_500,
    units: 900,
    value: '1.2',
    earned: '1',
    royalties: '0.1',
    commissions: '0.012',
    ...part,
  });

export const someTreasury = () =>
  treasurySchema.parse({ account: OWNER, free: '1.003', commissions: '0.012' });

export const someProvider = (part: Partial<z.output<typeof providerSchema>> = {}) =>
  providerSchema.parse({
    account: PROVIDER,
    status: 'active',
    bond: '1000',
    profile: null,
    registeredBlock: 0,
    registeredAt: 0,
    bids: 3,
    agreements: 3,
    openAgreements: 1,
    served: 40,
    failed: 1,
    late: 0,
    successRate: 0.975,
    value: '0.32',
    earned: '0.2368',
    commission: '0.003',
    compensation: '0',
    slashed: '0',
    ...part,
  });

export const someAccount = (part: Partial<z.output<typeof accountSchema>> = {}) =>
  accountSchema.parse({
    account: PROVIDER,
    models: 1,
    royalties: '0.08',
    orders: 3,
    openOrders: 1,
    agreements: 2,
    openAgreements: 1,
    units: 40,
    spent: '0.32',
    isProvider: true,
    money: { free: '123.5', orders: '1', agreements: '2', bonds: '1000', challenges: '0', claimable: '0.5' },
    ...part,
  });

/** Blocks three seconds apart, newest first. */
export const someBlocks = (count: number) => ({
  items: Array.from({ length: count }, (_, i) => ({
    number: 90 - i,
    hash: `0x${'c'.repeat(64)}`,
    at: 1_000_000 - i * 3_000,
  })),
  next: null,
});

const HOUR_MS = 3_600_000;
/** Two hours with orders, and one without between them. */
export const someSeries = () => {
  const point = (at: number, orders: number) => ({
    ...{ at, orders, agreements: orders, sold: 20 * orders, units: 10 * orders },
    ...{ price: '0.008', lowest: '0.007', highest: '0.01' },
    ...{ value: '0.08', earned: '0.07', royalty: '0.01', commission: '0.001' },
  });
  return {
    bucketMs: HOUR_MS,
    from: 0,
    to: 4 * HOUR_MS,
    points: [point(HOUR_MS, 2), point(3 * HOUR_MS, 5)],
  };
};

export const page = (items: unknown[], next: string | null = null) => ({ body: { items, next } });

import { modelSchema } from '@airo/indexer/schemas';
import type { z } from 'zod';

export const OWNER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';

/** A model as the indexer tells of one. */
export const someModel = (part: Partial<z.output<typeof modelSchema>> = {}) =>
  modelSchema.parse({
    id: 0,
    status: 'listed',
    owner: OWNER,
    manifest: {
      hash: `0x${'1'.repeat(64)}`,
      name: 'fashion-resnet20',
      description: 'Tells ten kinds of clothes apart',
      license: 'Apache-2.0',
      unit: 'item',
      tags: ['vision'],
      error: null,
    },
    manifestHash: `0x${'1'.repeat(64)}`,
    artifact: { hash: `0x${'2'.repeat(64)}`, size: 1_100_000 },
    weightsRoot: `0x${'3'.repeat(64)}`,
    royalty: '0.001',
    rise: null,
    version: 0,
    next: null,
    attestations: 2,
    parent: null,
    registeredBlock: 0,
    registeredAt: 0,
    orders: 2,
    agreements: 2,
    sold: 150,
    units: 100,
    value: '1.2',
    royalties: '0.1',
    passedOn: '0',
    inherited: '0',
    lastPrice: '0.008',
    prices: [
      { at: 1_000, price: '0.01' },
      { at: 2_000, price: '0.008' },
    ],
    providers: 2,
    bestP95Ms: 12,
    ...part,
  });

type Answer = { readonly status?: number; readonly body: unknown };

/**
 * Answers `fetch` as the indexer would. Paths that nobody gave an answer for are 404.
 * @returns the paths with queries that were asked for, growing
 */
export function serveIndexer(
  answers: Readonly<Record<string, (query: URLSearchParams) => Answer>>,
): string[] {
  const asked: string[] = [];
  globalThis.fetch = async (input) => {
    const url = new URL(String(input));
    asked.push(`${url.pathname}${url.search}`);
    const { status = 200, body } = answers[url.pathname]?.(url.searchParams) ?? {
      status: 404,
      body: {
        type: 'about:blank',
        title: 'not found',
        status: 404,
        detail: `no ${url.pathname}`,
        code: 'NOT_FOUND',
      },
    };
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

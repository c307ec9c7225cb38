import { describe, expect, it } from '@jest/globals';
import { callResults, capacityResults, openOrderResults, settledResults } from '../src/chain-results.ts';
import type { BenchResult } from '../src/result.ts';

const NORMAL_PS = 750_000_000_000;
const call = (name: string, us: number) => ({
  name,
  weightPs: us * 1_000_000,
  fee: 1,
  constructMs: us / 1_000,
  importMs: us / 2_000,
});
const capacity = (byWeight: number, measured: number) => ({ byWeight, measured, blocks: [] });
const figureOf = (results: readonly BenchResult[], name: string) =>
  results.find((result) => result.name === name)?.value;

describe('capacityResults', () => {
  const results = capacityResults({
    pairs: capacity(400, 350.7),
    redeems: capacity(1_000, 2_000),
    'single-redeems': capacity(800, 600),
    transfers: capacity(700, 800),
  });

  it.each([
    ['pairs-per-block', 350],
    ['redeems-per-block', 1_000],
    ['single-redeems-per-block', 600],
    ['transfers-per-block', 700],
    ['pairs-per-block-by-weight', 400],
    ['pairs-per-block-measured', 350.7],
  ])('%s is %p: the smaller of what weights allow and blocks held', (name, value) => {
    expect(figureOf(results, name)).toBe(value);
  });

  it('holds the others against transfers of the same run', () => {
    expect(results.find(({ name }) => name === 'pairs-per-block')?.ratio).toBe(0.5);
    expect(results.find(({ name }) => name === 'transfers-per-block')?.ratio).toBeUndefined();
  });
});

describe('callResults', () => {
  const results = callResults(NORMAL_PS, [
    call('transfer', 500),
    call('redeem', 1_000),
    call('redeem-9', 1_000),
  ]);

  it('says how many fit into a block, by weight and by time', () => {
    expect(figureOf(results, 'redeem-per-block-by-weight')).toBe(750);
    expect(figureOf(results, 'redeem-per-block-by-time')).toBe(1_500);
  });

  it.each([
    ['transfer', undefined],
    ['redeem', 2],
    ['redeem-9', 1],
  ])('holds %s against its peer', (name, ratio) => {
    for (const what of ['weight-us', 'import-us', 'construct-us']) {
      expect(results.find((result) => result.name === `${name}-${what}`)?.ratio).toBe(ratio);
    }
  });
});

describe('settledResults', () => {
  it('adds up what one inference takes in the largest calls', () => {
    const calls = [
      call('request-1', 9_999),
      call('request-64', 640),
      call('respond-64', 1_280),
      call('settle-128', 2_560),
      call('approve-64', 9_999),
    ];
    const results = settledResults(NORMAL_PS, calls, capacity(100, 90));
    expect(figureOf(results, 'settled-on-chain-per-block-by-weight')).toBe(15_000);
    expect(figureOf(results, 'settled-on-chain-per-block-by-time')).toBe(30_000);
    expect(figureOf(results, 'settled-on-chain-per-block')).toBe(15_000);
    expect(figureOf(results, 'settled-by-voucher-per-block')).toBe(90_000_000);
  });
});

describe('openOrderResults', () => {
  it('holds each call against itself with the fewest open orders', () => {
    const results = openOrderResults([
      { open: 10, figures: [call('bid', 100)] },
      { open: 1_000, figures: [call('bid', 200)] },
    ]);
    expect(results.map(({ name, ratio }) => [name, ratio])).toEqual([
      ['bid-weight-us-at-10-orders', undefined],
      ['bid-import-us-at-10-orders', undefined],
      ['bid-weight-us-at-1000-orders', undefined],
      ['bid-import-us-at-1000-orders', 2],
    ]);
  });
});

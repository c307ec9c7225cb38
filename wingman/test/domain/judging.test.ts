import { type Agreement, accountId, agreementId, modelId, orderId, planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { nextStep } from '../../src/domain/agreement-next.ts';
import { quantile, summarise } from '../../src/domain/benchmark.ts';
import { mergePatch } from '../../src/domain/merge-patch.ts';
import { withinTolerance } from '../../src/domain/tolerance.ts';
import { tensorOf } from '../../src/schemas/index.ts';

const floats = (...values: number[]) => tensorOf('x', 'FP32', [values.length], Float32Array.from(values));

describe('a tolerance', () => {
  it('of a share is of the root mean square of what was expected', () => {
    expect(withinTolerance(floats(1.0001, -1), floats(1, -1), { relative: 2e-4 })).toBe(true);
    expect(withinTolerance(floats(1.001, -1), floats(1, -1), { relative: 2e-4 })).toBe(false);
  });

  it('of an amount is the same for all', () => {
    expect(withinTolerance(floats(0.01, 0), floats(0, 0), { absolute: 0.02 })).toBe(true);
    expect(withinTolerance(floats(0.03, 0), floats(0, 0), { absolute: 0.02 })).toBe(false);
    const wide = tensorOf('x', 'FP64', [1], Float64Array.of(0.01));
    expect(withinTolerance(wide, tensorOf('x', 'FP64', [1], Float64Array.of(0)), { absolute: 0.02 })).toBe(
      true,
    );
  });

  it('of none wants the same bytes, and so does a tensor of integers', () => {
    expect(withinTolerance(floats(1), floats(1), { exact: true })).toBe(true);
    expect(withinTolerance(floats(1 + 1e-6), floats(1), { exact: true })).toBe(false);
    const [a, b] = [1, 2].map((n) => tensorOf('x', 'INT8', [1], Int8Array.of(n)));
    expect(a && b && withinTolerance(a, b, { absolute: 5 })).toBe(false);
  });

  it('never holds for NaN, another shape or another type', () => {
    expect(withinTolerance(floats(Number.NaN), floats(0), { absolute: 1 })).toBe(false);
    expect(withinTolerance(floats(0), floats(Number.NaN), { absolute: 1 })).toBe(false);
    expect(withinTolerance(floats(0, 0), floats(0), { absolute: 1 })).toBe(false);
    expect(withinTolerance(floats(0), tensorOf('x', 'FP64', [1], Float64Array.of(0)), { absolute: 1 })).toBe(
      false,
    );
  });
});

describe('a benchmark', () => {
  it('finds the batch size with the highest throughput', () => {
    const result = summarise([
      { batch: 1, runsMs: [3, 2, 4] },
      { batch: 4, runsMs: [4] },
      { batch: 8, runsMs: [16] },
    ]);
    expect(result).toMatchObject({ bestBatch: 4, perSecond: 1_000, p50Ms: 3, p95Ms: 4 });
    expect(result.points).toHaveLength(3);
  });

  it('of nothing has no quantiles', () => {
    expect(quantile([], 0.5)).toBe(0);
  });
});

describe('a merge patch', () => {
  it.each([
    [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    [{ a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    [{ a: 1 }, [1], [1]],
    [{ a: 1 }, 'x', 'x'],
  ])('of %j with %j is %j', (target, patch, result) => {
    const before = structuredClone(target);
    expect(mergePatch(target, patch)).toEqual(result);
    expect(target).toEqual(before);
  });
});

describe('what to do about an agreement', () => {
  const WING = accountId('5Wing');
  const agreement = (changes: Partial<Agreement> = {}): Agreement => ({
    id: agreementId(1),
    order: orderId(1),
    consumer: accountId('5Consumer'),
    provider: WING,
    model: modelId(0),
    manifest: '0x',
    price: planck(1n),
    royalty: planck(0n),
    commissionPpm: 0,
    inferences: 10,
    channelQuota: 0,
    maxOpen: 10,
    opened: 0,
    expires: 100,
    closesAfter: 130,
    responseWindow: 20,
    challengeWindow: 10,
    coverage: planck(0n),
    paidOnChain: 0,
    redeemed: 0,
    refunded: 0,
    reopened: 0,
    open: 0,
    nextIndex: 0,
    state: 'open',
    ...changes,
  });
  const usedUp = { paidOnChain: 5, redeemed: 1, refunded: 3, reopened: 1 };

  it.each([
    ['wait', {}, { head: 130, closeOfferedBy: null, pending: 0 }],
    ['close', {}, { head: 131, closeOfferedBy: null, pending: 3 }],
    ['close', { state: 'closing' as const }, { head: 5, closeOfferedBy: null, pending: 3 }],
    ['wait', usedUp, { head: 5, closeOfferedBy: null, pending: 1 }],
    ['offerClose', usedUp, { head: 5, closeOfferedBy: null, pending: 0 }],
    ['wait', usedUp, { head: 5, closeOfferedBy: WING, pending: 0 }],
    ['acceptClose', usedUp, { head: 5, closeOfferedBy: accountId('5Consumer'), pending: 0 }],
    ['acceptClose', {}, { head: 5, closeOfferedBy: accountId('5Consumer'), pending: 0 }],
    ['wait', {}, { head: 5, closeOfferedBy: accountId('5Consumer'), pending: 2 }],
  ])('is to %s for %j at %j', (step, changes, context) => {
    expect(nextStep(agreement(changes), context)).toBe(step);
  });
});

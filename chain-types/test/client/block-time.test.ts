import { describe, expect, it } from '@jest/globals';
import { blockTimeMs } from '../../src/client/block-time.ts';

describe('the time between blocks', () => {
  it.each([
    [{ 'aura.slotDuration': 3_000n, 'timestamp.minimumPeriod': 1_500n }, 3_000],
    [{ 'babe.expectedBlockTime': 6_000n }, 6_000],
    [{ 'timestamp.minimumPeriod': 2_000n }, 4_000],
    // A chain that lets its author choose says zero.
    [{ 'aura.slotDuration': 0n, 'timestamp.minimumPeriod': 500 }, 1_000],
    [{}, undefined],
  ])('is read from %j', (constants: Readonly<Record<string, number | bigint>>, expected) => {
    expect(blockTimeMs((pallet, name) => constants[`${pallet}.${name}`])).toBe(expected);
  });
});

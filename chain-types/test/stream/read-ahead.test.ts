import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { readAhead } from '../../src/stream/read-ahead.ts';

/** Steps that come when they are told to. */
function source(total: number, failsAt = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  let taken = 0;
  async function* steps(): AsyncGenerator<number, void, void> {
    for (let i = 0; i < total; i += 1) {
      if (i === failsAt) throw new TypeError('no more steps');
      taken += 1;
      yield i;
    }
    await new Promise<void>((resolve) =>
      stop.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
  }
  return { steps: steps(), stop: () => stop.abort(), taken: () => taken };
}

describe('reading ahead', () => {
  it('keeps the order, whatever takes longer, and reads no more at once than it may', async () => {
    const { steps, stop, taken } = source(100);
    let reading = 0;
    let most = 0;
    const read = async (step: number) => {
      reading += 1;
      most = Math.max(most, reading);
      for (let turns = (step * 7) % 5; turns >= 0; turns -= 1) await setImmediate();
      reading -= 1;
      return step * 2;
    };
    const values: number[] = [];
    for await (const { step, value } of readAhead(steps, read, { window: 8, stop })) {
      expect(value).toBe(step * 2);
      values.push(step);
      if (values.length === 50) break;
    }
    expect(values).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(8);
    expect(taken()).toBeLessThan(60);
  });

  it('gives what there is while the next step is long in coming, and can be left then', async () => {
    const { steps, stop } = source(3);
    const seen: number[] = [];
    for await (const { step } of readAhead(steps, async () => null, { window: 8, stop })) {
      seen.push(step);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  it('fails at the step whose reading failed, after those before it', async () => {
    const { steps, stop } = source(9);
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { step } of readAhead(
        steps,
        async (step) => {
          if (step === 4) throw new RangeError('pruned');
          return step;
        },
        { window: 8, stop },
      )) {
        seen.push(step);
      }
    })();
    await expect(reading).rejects.toThrow('pruned');
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('fails with the steps, after all that came before', async () => {
    const { steps, stop } = source(9, 5);
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { step } of readAhead(steps, async (s) => s, { window: 8, stop })) seen.push(step);
    })();
    await expect(reading).rejects.toThrow('no more steps');
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });
});

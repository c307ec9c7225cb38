import { describe, expect, it } from '@jest/globals';
import { WingmanError } from '../../../src/errors.ts';
import { UsdRateKeeper } from '../../../src/pipeline/pricing/usd-rate-keeper.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { silent } from '../../fakes/rig.ts';
import { until } from '../../fakes/until.ts';

const MINUTE = 60_000;

/** A keeper whose source says what the test wants, with a clock that the test turns. */
function keeper(store = new MemoryStore()) {
  let [now, reads] = [1_000, 0];
  let answer: bigint | Error = 100n;
  const turns: (() => void)[] = [];
  const stop = new AbortController();
  const source = {
    name: 'test',
    read: async () => {
      reads += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const wait = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      turns.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  const clock = { now: () => now, wait };
  const kept = new UsdRateKeeper({ source, store, clock, log: silent, maxAgeMs: 10 * MINUTE });
  return {
    kept,
    stop,
    start: () => kept.start(stop.signal),
    async next(says: bigint | Error, afterMs = MINUTE) {
      const before = reads;
      [answer, now] = [says, now + afterMs];
      await until(() => turns.length > 0);
      turns.pop()?.();
      await until(() => reads > before && turns.length > 0);
    },
    says(first: bigint | Error) {
      answer = first;
    },
    reads: () => reads,
  };
}
const down = new WingmanError('USD_RATE_UNREADABLE', 'down', {});

describe('the price of AIRO', () => {
  it('is read at the start and each minute', async () => {
    const { kept, start, next, stop } = keeper();
    expect(kept.current()).toBeNull();
    await start();
    expect(kept.current()).toEqual({ picoUsd: 100n, at: 1_000 });
    await next(120n);
    expect(kept.current()?.picoUsd).toBe(120n);
    stop.abort();
  });

  it('is the last good one while the source is away, until that is too old', async () => {
    const { kept, start, next, stop } = keeper();
    await start();
    await next(down, 9 * MINUTE);
    expect(kept.current()?.picoUsd).toBe(100n);
    await next(down, 2 * MINUTE);
    expect(kept.current()).toBeNull();
    await next(500n);
    expect(kept.current()?.picoUsd).toBe(500n);
    stop.abort();
  });

  it('that jumps is not believed while there is one that is', async () => {
    const { kept, start, next, stop } = keeper();
    await start();
    await next(1_000n);
    expect(kept.current()?.picoUsd).toBe(100n);
    await next(10n);
    expect(kept.current()?.picoUsd).toBe(100n);
    stop.abort();
  });

  it('outlives a restart', async () => {
    const store = new MemoryStore();
    const first = keeper(store);
    await first.start();
    first.stop.abort();
    const second = keeper(store);
    second.says(down);
    await second.start();
    expect(second.kept.current()).toEqual({ picoUsd: 100n, at: 1_000 });
    second.stop.abort();
  });

  it('is not asked for after the stop, nor where there is no source', async () => {
    const { start, stop, reads } = keeper();
    await start();
    stop.abort();
    expect(reads()).toBe(1);
    const store = new MemoryStore();
    const clock = { now: () => 0, wait: async () => {} };
    const none = new UsdRateKeeper({ source: null, store, clock, log: silent, maxAgeMs: 1 });
    await none.start(new AbortController().signal);
    expect(none.current()).toBeNull();
  });
});

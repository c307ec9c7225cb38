import { describe, expect, it } from '@jest/globals';
import { HeadSignal } from '../../src/stream/head-signal.ts';
import { ManualClock, settled } from '../fakes/manual-clock.ts';

function setUp() {
  const clock = new ManualClock();
  const signal = new HeadSignal(clock);
  const watch = signal.watch(async () => {});
  const stop = new AbortController();
  const changed = () => {
    const seen = { done: false, failed: false };
    watch.changed(stop.signal).then(
      () => {
        seen.done = true;
      },
      () => {
        seen.failed = true;
      },
    );
    return seen;
  };
  return { clock, signal, stop, changed };
}

describe('HeadSignal', () => {
  it('wakes at a notification', async () => {
    const { signal, changed } = setUp();
    const waiting = changed();
    await settled();
    expect(waiting.done).toBe(false);
    signal.notify();
    await settled();
    expect(waiting.done).toBe(true);
  });

  it('keeps one that came while nobody waited, and gives it once', async () => {
    const { signal, changed } = setUp();
    signal.notify();
    signal.notify();
    const first = changed();
    await settled();
    const second = changed();
    await settled();
    expect([first.done, second.done]).toEqual([true, false]);
  });

  it('wakes after a long silence, since a live socket can be dead', async () => {
    const { clock, changed } = setUp();
    const waiting = changed();
    await clock.advance(6_000);
    expect(waiting.done).toBe(true);
  });

  it('ends with an error when it is aborted', async () => {
    const { stop, changed } = setUp();
    const waiting = changed();
    stop.abort();
    await settled();
    expect(waiting).toEqual({ done: false, failed: true });
  });
});

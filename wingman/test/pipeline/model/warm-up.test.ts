import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { WingmanError } from '../../../src/errors.ts';
import { warmUp } from '../../../src/pipeline/model/warm-up.ts';
import type { LoadedModel } from '../../../src/ports/inference.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';

const RUN_MS = 10;

/** A server that answers `slots` calls at once, each in 10 ms of its own time, and refuses more than `most`. */
function server({ slots, concurrency, most = Number.POSITIVE_INFINITY }: Record<string, number | undefined>) {
  let [time, running, highest] = [0, 0, 0];
  const waiting: (() => void)[] = [];
  const turns = async () => {
    while (running > 0) {
      // Whoever was answered may have called again meanwhile.
      await setImmediate();
      time += RUN_MS;
      for (const answer of waiting.splice(0, slots)) answer();
    }
  };
  const model: LoadedModel = {
    hardware: 'a server',
    ...(concurrency === undefined ? {} : { concurrency }),
    run: async () => {
      running += 1;
      highest = Math.max(highest, running);
      try {
        if (running > (most ?? 0)) throw new WingmanError('MODEL_UNAVAILABLE', 'too many calls', {});
        const answered = new Promise<void>((resolve) => waiting.push(resolve));
        if (waiting.length === running) void turns();
        await answered;
        return [];
      } finally {
        running -= 1;
      }
    },
    check: async () => {},
    close: async () => {},
  };
  return { model, now: () => time, highest: () => highest };
}

describe('the benchmark of a model server', () => {
  const manifest = sampleManifest({ maxBatch: 1 });

  it.each([
    ['as many as bring more', { slots: 4, concurrency: 64 }, { concurrency: 4, perSecond: 400 }, 8],
    ['as many as may be', { slots: 100, concurrency: 6 }, { concurrency: 6, perSecond: 600 }, 6],
    ['one, where one brings all', { slots: 1, concurrency: 64 }, { concurrency: 1, perSecond: 100 }, 2],
    ['one, where the model takes one', { slots: 100 }, { concurrency: 1, perSecond: 100 }, 1],
    [
      'fewer than it refuses',
      { slots: 100, concurrency: 64, most: 5 },
      { concurrency: 4, perSecond: 400 },
      6,
    ],
  ])('finds the number of calls at once that brings the most: %s', async (_, given, expected, tried) => {
    const { model, now, highest } = server(given);
    expect(await warmUp(model, manifest, now)).toMatchObject({ ...expected, p50Ms: RUN_MS });
    expect(highest()).toBe(tried);
  });
});

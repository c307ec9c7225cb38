import { modelId } from '@airo/chain-types';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Capacity } from '../../src/domain/capacity.ts';

const [SMALL, LARGE] = [modelId(0), modelId(1)];
const demand = (model: typeof SMALL, inferences: number, until = 10) => ({
  model,
  inferences,
  durationMs: 10_000,
  until,
});

describe('the capacity of a machine', () => {
  let capacity: Capacity;
  let utilisation = 0.8;
  beforeEach(() => {
    utilisation = 0.8;
    capacity = new Capacity(() => utilisation);
    capacity.setThroughput(SMALL, 100);
    capacity.setThroughput(LARGE, 10);
  });

  it('is one budget over all models', () => {
    expect(capacity.reserve('a', demand(SMALL, 500))).not.toBeNull();
    expect(capacity.used).toBeCloseTo(0.5);
    expect(capacity.reserve('b', demand(LARGE, 40))).toBeNull();
    expect(capacity.reserve('b', demand(LARGE, 30))).not.toBeNull();
    expect(capacity.used).toBeCloseTo(0.8);
  });

  it('is free again after a release, and only the releaser’s part of it', () => {
    const first = capacity.reserve('a', demand(SMALL, 500));
    const second = capacity.reserve('a', demand(SMALL, 100));
    first?.release();
    expect(capacity.used).toBeCloseTo(0.1);
    second?.release();
    second?.release();
    expect(capacity.used).toBe(0);
  });

  it('counts a reservation of the same key once', () => {
    capacity.reserve('a', demand(SMALL, 500));
    expect(capacity.reserve('a', demand(SMALL, 700))).not.toBeNull();
    expect(capacity.used).toBeCloseTo(0.7);
  });

  it('is none for a model that was not measured', () => {
    expect(capacity.reserve('a', demand(modelId(9), 1))).toBeNull();
    expect(capacity.throughput(modelId(9))).toBe(0);
  });

  it('holds what was won even beyond the limit, and forgets it when its time is over', () => {
    capacity.commit('won', demand(LARGE, 1_000, 10));
    expect(capacity.used).toBe(1);
    capacity.reap(10);
    expect(capacity.used).toBe(1);
    capacity.reap(11);
    expect(capacity.used).toBe(0);
    capacity.commit('won', demand(LARGE, 10));
    capacity.release('won');
    expect(capacity.used).toBe(0);
  });

  it('follows a change of the limit at once', () => {
    utilisation = 0.1;
    expect(capacity.reserve('a', demand(SMALL, 500))).toBeNull();
  });

  it('of a server is its own', () => {
    capacity.setThroughput(LARGE, 10, 'http://gpu:8000');
    expect(capacity.reserve('a', demand(SMALL, 800))).not.toBeNull();
    expect(capacity.reserve('b', demand(LARGE, 70))).not.toBeNull();
    expect([capacity.usedFor(SMALL), capacity.usedFor(LARGE)]).toEqual([0.8, 0.7]);
    expect(capacity.used).toBeCloseTo(0.8);
    expect(capacity.reserve('c', demand(LARGE, 20))).toBeNull();
  });

  it('that was won is not asked for more as its end comes nearer', () => {
    capacity.commit('won', demand(SMALL, 100));
    capacity.commit('won', { ...demand(SMALL, 100, 12), durationMs: 1_000 });
    expect(capacity.used).toBeCloseTo(0.1);
    capacity.reap(11);
    expect(capacity.used).toBeCloseTo(0.1);
  });

  it('adds up to what is held, and to nothing when nothing is, whatever came and went', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      model: fc.constantFrom(SMALL, LARGE),
      inferences: fc.integer({ min: 1, max: 90 }),
      until: fc.integer({ min: 1, max: 9 }),
      what: fc.constantFrom('reserve', 'commit', 'release', 'reap'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const machine = new Capacity(() => 0.8);
        machine.setThroughput(SMALL, 100);
        machine.setThroughput(LARGE, 7, 'http://gpu:8000');
        const held = new Map<string, { model: typeof SMALL; share: number; until: number }>();
        for (const { key, what, ...asked } of steps) {
          const wanted = { ...asked, durationMs: 10_000 };
          const share = wanted.inferences / 10 / machine.throughput(wanted.model);
          if (what === 'release') {
            machine.release(key);
            held.delete(key);
          } else if (what === 'reap') {
            machine.reap(wanted.until);
            for (const [k, { until }] of held) if (until < wanted.until) held.delete(k);
          } else if (what === 'commit') {
            machine.release(key);
            machine.commit(key, wanted);
            held.set(key, { model: wanted.model, share: Math.min(share, 1), until: wanted.until });
          } else if (machine.reserve(key, wanted)) {
            held.set(key, { model: wanted.model, share: Math.min(share, 1), until: wanted.until });
          }
          for (const model of [SMALL, LARGE]) {
            const sum = [...held.values()].filter((h) => h.model === model).reduce((a, h) => a + h.share, 0);
            expect(machine.usedFor(model)).toBeCloseTo(sum, 9);
          }
        }
        for (const key of held.keys()) machine.release(key);
        expect(machine.used).toBe(0);
      }),
    );
  });

  describe('of several machines', () => {
    const worker = (perSecond: number, changes: object = {}) => ({
      ...{ model: SMALL, perSecond, place: 'here', live: true },
      ...changes,
    });

    it('is what this one and each live worker has measured', () => {
      capacity.setHelpers([worker(50), worker(30), worker(1_000, { live: false })]);
      expect(capacity.throughput(SMALL)).toBe(180);
      expect(capacity.throughput(LARGE)).toBe(10);
      capacity.commit('won', demand(SMALL, 900));
      expect(capacity.used).toBeCloseTo(0.5);
      capacity.setHelpers([]);
      expect(capacity.throughput(SMALL)).toBe(100);
      expect(capacity.used).toBeCloseTo(0.9);
    });

    it('counts a server once, whoever asks it', () => {
      capacity.setThroughput(LARGE, 10, 'http://gpu:8000');
      const here = { model: LARGE, place: 'http://gpu:8000' };
      capacity.setHelpers([worker(12, here), worker(11, here), worker(7, { ...here, place: 'http://b' })]);
      expect(capacity.throughput(LARGE)).toBe(19);
    });

    it('is not that of a leader that takes no jobs, unless no worker was ever heard of', () => {
      capacity = new Capacity(() => utilisation, false);
      capacity.setThroughput(SMALL, 100);
      expect(capacity.throughput(SMALL)).toBe(100);
      capacity.setHelpers([worker(50)]);
      expect(capacity.throughput(SMALL)).toBe(50);
      capacity.setHelpers([worker(50, { live: false })]);
      expect(capacity.throughput(SMALL)).toBe(0);
      expect(capacity.reserve('a', demand(SMALL, 1))).toBeNull();
    });
  });

  it('follows what the model is measured to do', () => {
    capacity.commit('won', demand(SMALL, 100));
    capacity.setThroughput(SMALL, 50);
    expect(capacity.used).toBeCloseTo(0.2);
  });
});

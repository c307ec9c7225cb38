import { describe, expect, it } from '@jest/globals';
import { asCompleted } from '../../src/domain/as-completed.ts';
import { PeerLimits } from '../../src/domain/peer-limits.ts';
import { Slots } from '../../src/domain/slots.ts';
import { TokenBucket } from '../../src/domain/token-bucket.ts';

describe('a token bucket', () => {
  it('allows its burst and then its rate', () => {
    const bucket = new TokenBucket({ capacity: 3, refillPerSecond: 2 }, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
    expect(bucket.take(499)).toBe(false);
    expect(bucket.take(500)).toBe(true);
    expect(bucket.take(500)).toBe(false);
  });

  it('never holds more than its capacity, nor loses by a clock that goes back', () => {
    const bucket = new TokenBucket({ capacity: 1, refillPerSecond: 1 }, 10_000);
    expect(bucket.isFull(1_000_000)).toBe(true);
    expect(bucket.take(500)).toBe(true);
    expect(bucket.take(500)).toBe(false);
  });
});

describe('limits per peer', () => {
  const init = { maxRunning: 2, bucket: { capacity: 10, refillPerSecond: 1 } };

  it('stop a peer that has too much running, and no other', () => {
    const limits = new PeerLimits(init);
    const leave = limits.enter('a', 0);
    expect(limits.enter('a', 0)).toBeDefined();
    expect(limits.enter('a', 0)).toBeUndefined();
    expect(limits.enter('b', 0)).toBeDefined();
    leave?.();
    leave?.();
    expect(limits.enter('a', 0)).toBeDefined();
    expect(limits.enter('a', 0)).toBeUndefined();
  });

  it('stop a peer that asks too often', () => {
    const limits = new PeerLimits({ ...init, bucket: { capacity: 2, refillPerSecond: 1 } });
    limits.enter('a', 0)?.();
    limits.enter('a', 0)?.();
    expect(limits.enter('a', 0)).toBeUndefined();
    expect(limits.enter('a', 1_000)).toBeDefined();
  });

  it('forget peers that have been quiet, and keep those at work', () => {
    const limits = new PeerLimits(init);
    limits.enter('quiet', 0)?.();
    limits.enter('at work', 0);
    limits.prune(60_000);
    expect(limits.size).toBe(1);
    limits.prune(60_000);
    expect(limits.enter('at work', 60_000)).toBeDefined();
    expect(limits.enter('at work', 60_000)).toBeUndefined();
  });
});

describe('slots', () => {
  it('let in as many as there are, the others in the order in which they came', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    const give = await slots.take();
    const second = slots.run(async () => order.push('second'));
    const third = slots.run(async () => order.push('third'));
    order.push('first');
    give();
    give();
    await Promise.all([second, third]);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('lose nothing when somebody in line gives up', async () => {
    const slots = new Slots(1);
    const give = await slots.take();
    const impatient = new AbortController();
    const refused = slots.take(impatient.signal);
    const patient = slots.take();
    impatient.abort(new Error('enough'));
    await expect(refused).rejects.toThrow('enough');
    give();
    await expect(patient).resolves.toBeInstanceOf(Function);
    await expect(slots.take(impatient.signal)).rejects.toThrow('enough');
  });

  it('are given back when the work fails', async () => {
    const slots = new Slots(1);
    await expect(slots.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await expect(slots.run(async () => 'works')).resolves.toBe('works');
  });
});

describe('asCompleted', () => {
  it('gives what comes first first and leaves out what fails', async () => {
    const slow = Promise.withResolvers<string>();
    const results: string[] = [];
    for await (const result of asCompleted([
      slow.promise,
      Promise.reject(new Error('no')),
      Promise.resolve('fast'),
    ])) {
      results.push(result);
      slow.resolve('slow');
    }
    expect(results).toEqual(['fast', 'slow']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Batcher } from '../../src/domain/batcher.ts';
import { orAborted } from '../../src/domain/or-aborted.ts';

describe('a batcher', () => {
  it('puts together what is asked in one turn and what comes while a batch is under way', async () => {
    const batches: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const batcher = new Batcher<number, number>(async (questions) => {
      batches.push([...questions]);
      await gate.promise;
      return questions.map((question) => question * 2);
    }, 3);
    const first = [1, 2].map((question) => batcher.ask(question));
    await new Promise((resolve) => setImmediate(resolve));
    const second = [3, 4, 5, 6].map((question) => batcher.ask(question));
    expect(batcher.isIdle).toBe(false);
    gate.resolve();
    expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10, 12]);
    expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
    expect(batcher.isIdle).toBe(true);
  });

  it('fails the questions of a batch that fails and no others', async () => {
    let batches = 0;
    const batcher = new Batcher<number, number>(async (questions) => {
      batches += 1;
      if (batches === 1) throw new RangeError('away');
      return questions;
    }, 1);
    const answers = await Promise.allSettled([batcher.ask(1), batcher.ask(2)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await batcher.ask(3)).toBe(3);
  });
});

describe('orAborted', () => {
  it('gives what comes first: the result or the reason of giving up', async () => {
    const never = new Promise<string>(() => undefined);
    await expect(orAborted(never, AbortSignal.abort(new RangeError('enough')))).rejects.toThrow('enough');
    await expect(orAborted(Promise.resolve('done'), AbortSignal.abort())).resolves.toBe('done');
    const stop = new AbortController();
    const waiting = orAborted(never, stop.signal);
    stop.abort(new RangeError('later'));
    await expect(waiting).rejects.toThrow('later');
    await expect(orAborted(Promise.reject(new RangeError('own')), stop.signal)).rejects.toThrow('own');
  });
});

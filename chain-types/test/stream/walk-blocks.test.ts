import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BlockRef } from '../../src/model/events.ts';
import type { Finality } from '../../src/stream/block-source.ts';
import { type Step, walkBlocks } from '../../src/stream/walk-blocks.ts';
import { FakeBlocks, hashOf } from '../fakes/fake-blocks.ts';
import { ManualClock, settled } from '../fakes/manual-clock.ts';

function follow(source: FakeBlocks, after: BlockRef | null, finality: Finality = 'best') {
  const stop = new AbortController();
  const steps: Step[] = [];
  const clock = new ManualClock();
  let error: unknown;
  const done = (async () => {
    for await (const step of walkBlocks({ source, clock, after, finality, signal: stop.signal })) {
      steps.push(step);
    }
  })().catch((caught: unknown) => {
    error = caught;
  });
  return {
    clock,
    stop,
    done,
    error: () => error as { code: string; data?: unknown } | undefined,
    steps,
    hashes: () => steps.map(({ block }) => block.hash),
    numbers: () => steps.map(({ block }) => block.number),
  };
}

const at = (number: number, branch = 'a'): BlockRef => ({ number, hash: hashOf(number, branch) });

describe('walkBlocks', () => {
  it('yields every block after the cursor although heads skip numbers', async () => {
    const source = new FakeBlocks();
    source.grow(3);
    const walk = follow(source, at(1));
    await settled();
    expect(walk.numbers()).toEqual([2, 3]);
    source.grow(5);
    await settled();
    expect(walk.numbers()).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('asks for nothing but the chain and its head while blocks come one by one', async () => {
    const source = new FakeBlocks();
    source.grow(1);
    const walk = follow(source, at(1));
    await settled();
    source.asked.length = 0;
    source.grow(1);
    await settled();
    source.notify();
    await settled();
    expect(walk.numbers()).toEqual([2]);
    expect(source.asked).toEqual(['genesisHash', 'head', 'genesisHash', 'head']);
  });

  it('begins at block 1 without a cursor', async () => {
    const source = new FakeBlocks();
    source.grow(2);
    const walk = follow(source, null);
    await settled();
    expect(walk.numbers()).toEqual([1, 2]);
  });

  it('stops at the finalised head and goes on when it moves', async () => {
    const source = new FakeBlocks();
    source.grow(6);
    source.finalise(2);
    const walk = follow(source, null, 'finalised');
    await settled();
    expect(walk.numbers()).toEqual([1, 2]);
    source.finalise(5);
    await settled();
    expect(walk.numbers()).toEqual([1, 2, 3, 4, 5]);
  });

  it('yields the new blocks of a re-org, their numbers again', async () => {
    const source = new FakeBlocks();
    source.grow(5);
    const walk = follow(source, null);
    await settled();
    source.grow(4, 'b', 3);
    await settled();
    expect(walk.hashes().slice(5)).toEqual([4, 5, 6, 7].map((n) => hashOf(n, 'b')));
  });

  it('follows a re-org to a branch that is no longer than the first', async () => {
    const source = new FakeBlocks();
    source.grow(5);
    const walk = follow(source, null);
    await settled();
    source.grow(1, 'b', 3);
    await settled();
    expect(walk.hashes().slice(5)).toEqual([hashOf(4, 'b')]);
  });

  it('finds its way back when the cursor itself was retracted while nobody looked', async () => {
    const source = new FakeBlocks();
    source.grow(5);
    source.grow(4, 'b', 2);
    const walk = follow(source, at(5));
    await settled();
    expect(walk.hashes()).toEqual([3, 4, 5, 6].map((n) => hashOf(n, 'b')));
  });

  it('waits out a lost connection and misses nothing', async () => {
    const source = new FakeBlocks();
    source.grow(2);
    const walk = follow(source, null);
    await settled();
    source.offline = true;
    source.grow(3);
    await settled();
    expect(walk.numbers()).toEqual([1, 2]);
    source.offline = false;
    await walk.clock.advance(10_000);
    expect(walk.numbers()).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits for a node whose finality is behind the cursor, and repeats nothing', async () => {
    const source = new FakeBlocks();
    source.grow(6);
    source.finalise(4);
    const walk = follow(source, null, 'finalised');
    await settled();
    source.finalise(2);
    await settled();
    source.finalise(5);
    await settled();
    expect(walk.numbers()).toEqual([1, 2, 3, 4, 5]);
  });

  it('crosses a gap of finalised blocks in runs, and the rest block by block', async () => {
    const source = new FakeBlocks();
    source.grow(600);
    source.finalise(590);
    const walk = follow(source, at(10));
    await settled();
    expect(walk.numbers()).toEqual(Array.from({ length: 590 }, (_, i) => 11 + i));
    expect(source.asked.filter((method) => method === 'parentOf')).toHaveLength(10);
    for (const [i, { parent, run }] of walk.steps.entries()) {
      expect(parent).toBe(hashOf(10 + i));
      expect(run?.from).toBe(
        i < 256 ? hashOf(10) : i < 512 ? hashOf(266) : i < 580 ? hashOf(522) : undefined,
      );
      expect(run?.to).toBe(i < 256 ? hashOf(265) : i < 512 ? hashOf(521) : i < 580 ? hashOf(589) : undefined);
    }
  });

  it('crosses a gap from a cursor that was retracted', async () => {
    const source = new FakeBlocks();
    source.grow(30);
    source.grow(600, 'b', 20);
    source.finalise(590);
    const walk = follow(source, at(30));
    await settled();
    expect(walk.hashes()).toEqual(Array.from({ length: 600 }, (_, i) => hashOf(21 + i, 'b')));
  });

  it('waits, with a finalised cursor, for a node that was started with an older state', async () => {
    const source = new FakeBlocks();
    source.grow(5);
    source.finalise(5);
    const walk = follow(source, at(9), 'finalised');
    await settled();
    expect(walk.numbers()).toEqual([]);
    source.grow(6);
    source.finalise(11);
    await settled();
    expect(walk.numbers()).toEqual([10, 11]);
  });

  it('ends when a finalised block is not on the chain any more', async () => {
    const source = new FakeBlocks();
    source.grow(6);
    source.finalise(4);
    const walk = follow(source, null, 'finalised');
    await settled();
    source.grow(6, 'b', 2);
    source.finalise(6);
    await walk.done;
    expect(walk.error()).toMatchObject({
      code: 'FINALITY_REVERTED',
      data: { number: 4, now: hashOf(4, 'b') },
    });
  });

  it.each([
    ['of another chain', at(3, 'x')],
    ['above the head', at(9)],
  ])('refuses a cursor %s', async (_what, cursor) => {
    const source = new FakeBlocks();
    source.grow(5);
    const walk = follow(source, cursor);
    await walk.done;
    expect(walk.error()?.code).toBe('CURSOR_UNKNOWN');
  });

  it('ends when the node serves another chain after a reconnection', async () => {
    const source = new FakeBlocks();
    source.grow(2);
    const walk = follow(source, null);
    await settled();
    source.genesis = hashOf(0, 'z');
    source.notify();
    await walk.done;
    expect(walk.error()?.code).toBe('CHAIN_CHANGED');
  });

  it('ends without an error when its signal aborts, while waiting and while retrying', async () => {
    for (const offline of [false, true]) {
      const source = new FakeBlocks();
      source.grow(2);
      const walk = follow(source, null);
      await settled();
      source.offline = offline;
      source.notify();
      await settled();
      walk.stop.abort();
      await walk.done;
      expect(walk.error()).toBeUndefined();
    }
  });

  it('always ends on the best chain, each step on top of the one before or of a passed block', async () => {
    const growth = fc.array(fc.record({ count: fc.integer({ min: 1, max: 4 }), back: fc.nat(3) }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(growth, async (rounds) => {
        const source = new FakeBlocks();
        source.grow(1);
        const walk = follow(source, null);
        await settled();
        for (const [round, { count, back }] of rounds.entries()) {
          const head = await source.head('best');
          source.grow(count + back, String.fromCharCode(98 + round), Math.max(0, head.number - back));
          await settled();
        }
        walk.stop.abort();
        await walk.done;
        expect(walk.error()).toBeUndefined();
        const onChain = new Map(walk.hashes().map((hash, i) => [walk.numbers()[i], hash]));
        const head = await source.head('best');
        for (let number = 1; number <= head.number; number += 1) {
          expect(onChain.get(number)).toBe(await source.hashAt(number));
        }
      }),
      { numRuns: 60 },
    );
  });
});

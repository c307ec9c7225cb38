import { ChainError } from '@airo/chain-types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { emptyFacts } from '../../src/measure/synthetic.ts';
import { IndexState } from '../../src/pipeline/index-state.ts';
import { FakeChain } from '../fakes/fake-chain.ts';
import { answersOf } from '../support/answers.ts';
import { followTo } from '../support/follow.ts';
import { memoryIndex } from '../support/memory-index.ts';

describe('following the chain', () => {
  let index: Awaited<ReturnType<typeof memoryIndex>>;
  beforeAll(async () => {
    index = await memoryIndex();
  });
  beforeEach(() => index.empty());
  afterAll(() => index.close());

  it('shows nothing of best blocks, so that no re-org ever shows', async () => {
    const chain = new FakeChain();
    chain.growDeals(2);
    chain.finalise(1);
    await followTo(chain, index.store, 1);
    const before = await answersOf(index.reader);
    expect(before.orders.items.map(({ id }) => id)).toEqual([1]);
    // Block 2 and its deal are retracted; another branch with other deals takes their place.
    chain.grow([[], []], 'b', 1);
    await followTo(chain, index.store, 1);
    expect(await answersOf(index.reader)).toEqual(before);
    chain.finalise(3);
    await followTo(chain, index.store, 3);
    const after = await answersOf(index.reader);
    expect(after.orders).toEqual(before.orders);
    expect(after.blocks.items.slice(0, 2).map(({ hash }) => hash)).toEqual(
      [3, 2].map((number) => emptyFacts(number, 'b').block.hash),
    );
  });

  it('goes on after the chain was away', async () => {
    const chain = new FakeChain();
    chain.growDeals(3);
    chain.finalise(3);
    chain.failure = new ChainError('CHAIN_UNAVAILABLE', 'gone', {});
    const state = await followTo(chain, index.store, 3);
    expect(state.readiness()).toEqual({ ok: true, reasons: [] });
    expect((await index.reader.stats()).orders).toBe(3);
  });

  it('ends when the endpoint serves another chain', async () => {
    const chain = new FakeChain();
    chain.failure = new ChainError('CHAIN_CHANGED', 'another', {});
    await expect(followTo(chain, index.store, 1)).rejects.toMatchObject({ code: 'CHAIN_CHANGED' });
  });
});

describe('readiness', () => {
  const head = { number: 5, hash: '0x05', at: 0, genesis: '0x00' } as const;

  it('says what is missing', () => {
    let now = 0;
    const state = new IndexState({ now: () => now }, 3_000);
    expect(state.readiness().reasons).toEqual(['nothing has been indexed yet']);
    state.stepped(head, false);
    expect(state.readiness().reasons).toEqual(['catching up, at block 5']);
    state.stepped(head, true);
    expect(state.readiness().ok).toBe(true);
    now = 61_000;
    expect(state.readiness().reasons).toEqual(['no finalised block for 61 s']);
    state.failed('the node keeps nothing');
    expect(state.readiness().reasons).toContain('the node keeps nothing');
  });
});

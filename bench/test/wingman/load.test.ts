import { modelId } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { Load } from '../../src/wingman/load.ts';
import { StandInChain } from '../../src/wingman/stand-in-chain.ts';

const blob = { hash: `0x${'1'.repeat(64)}`, size: 1n } as const;
const MODEL = { artifact: blob, manifest: blob, weightsRoot: blob.hash };

describe('the chain that stands in', () => {
  it('has every block for a bot that is far behind', async () => {
    const BLOCKS = 300;
    const chain = new StandInChain({ blockMs: 0, observe: { bid() {}, answered() {}, refused() {} } });
    chain.addModel(MODEL);
    for (let i = 0; i < BLOCKS; i += 1) await chain.agree(modelId(0));
    const [first] = await chain.nextBlocks(0);
    expect(first?.block.number).toBe(1);
    expect(await chain.nextBlocks(0)).toHaveLength(BLOCKS);
    expect(await chain.nextBlocks(BLOCKS - 1)).toMatchObject([{ block: { number: BLOCKS } }]);
    expect(await chain.hashAt(1)).toBe(first?.block.hash);
    chain.halt();
  });

  it('makes blocks when nothing happens too: without them no bot is ready', async () => {
    const chain = new StandInChain({ blockMs: 0, observe: { bid() {}, answered() {}, refused() {} } });
    // Its own timer keeps no process alive.
    const alive = setInterval(() => {}, 60_000);
    expect(await chain.nextBlocks(0)).toMatchObject([{ block: { number: 1 }, events: [] }]);
    clearInterval(alive);
    chain.halt();
  });
});

describe('a load', () => {
  it('ends when the bot fails, not when nothing was answered for long', async () => {
    const load = new Load({ open: 2, units: 1 });
    load.chain.addModel(MODEL);
    const failed = Promise.reject(new TypeError('the bot failed'));
    failed.catch(() => {});
    await expect(load.run({ failed, errors: () => '' }, [blob], 2)).rejects.toThrow('the bot failed');
    load.chain.halt();
  });
});

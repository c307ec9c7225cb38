import { describe, expect, it } from '@jest/globals';
import { parametersOf } from '../../src/client/parameters.ts';
import type { Hex } from '../../src/model/ids.ts';

type Runtime = Parameters<typeof parametersOf>[0];

/** A runtime that answers with the number of its best block, and counts what it is asked. */
function runtime() {
  const state = { block: '0x1' as Hex, asked: 0, down: false };
  const fake = {
    bestBlock: async () => state.block,
    async runtimeApi(_api: string, _method: string, _params: unknown, at: Hex) {
      state.asked++;
      if (state.down) throw new Error('down');
      return { at };
    },
  } as unknown as Runtime;
  return { state, read: parametersOf(fake) };
}

describe('parameters', () => {
  it('are asked for once a block, however many want them', async () => {
    const { state, read } = runtime();
    await Promise.all([read(), read(), read()]);
    await read();
    expect(state.asked).toBe(4);
  });

  it('are those of the block at which they are asked for', async () => {
    const { state, read } = runtime();
    expect(await read()).toMatchObject({ models: { at: '0x1' }, execution: { at: '0x1' } });
    state.block = '0x2';
    expect(await read()).toMatchObject({ marketplace: { at: '0x2' }, providers: { at: '0x2' } });
  });

  it('are asked for again after a failure', async () => {
    const { state, read } = runtime();
    state.down = true;
    await expect(read()).rejects.toThrow('down');
    state.down = false;
    expect(await read()).toMatchObject({ models: { at: '0x1' } });
  });
});

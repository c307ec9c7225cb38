import { describe, expect, it } from '@jest/globals';
import { Overlay } from '../../../src/embedded-chain/executor/overlay.ts';
import type { Backend, Hex } from '../../../src/embedded-chain/executor/task.ts';
import { FlatState } from '../../../src/embedded-chain/state/flat-state.ts';

function over(stored: Readonly<Record<Hex, Hex>>) {
  const state = new FlatState(new Map(Object.entries(stored)));
  const asked: string[] = [];
  const backend: Backend = {
    getStorage: async (key) => {
      asked.push(key);
      return state.value(key);
    },
    getNextKey: async (prefix, key) => state.keys(prefix, 1, key)[0],
  };
  return { overlay: new Overlay(backend), asked };
}
const of = (...bytes: number[]) => Uint8Array.from(bytes);

describe('what a runtime has changed', () => {
  it('hides what is stored, and is all that comes out', async () => {
    const { overlay } = over({ '0x01': '0xaa', '0x02': '0xbb' });
    overlay.set('0x02', of(1));
    overlay.set('0x01', null);
    expect([await overlay.get('0x01'), await overlay.get('0x02'), await overlay.get('0x03')]).toEqual([
      null,
      of(1),
      null,
    ]);
    expect(overlay.changes()).toEqual([
      ['0x01', null],
      ['0x02', '0x01'],
    ]);
  });

  it('is asked of the storage once for each key', async () => {
    const { overlay, asked } = over({ '0x01': '0xaa' });
    await overlay.get('0x01');
    expect(Buffer.from((await overlay.get('0x01')) ?? []).toString('hex')).toBe('aa');
    expect(asked).toEqual(['0x01']);
  });

  it('is gone after a roll-back and stays after a commit, transaction in transaction', async () => {
    const { overlay } = over({});
    overlay.set('0x01', of(1));
    overlay.begin();
    overlay.set('0x01', of(2));
    overlay.begin();
    overlay.set('0x01', of(3));
    overlay.set('0x02', of(3));
    overlay.rollback();
    expect(await overlay.get('0x01')).toEqual(of(2));
    overlay.commit();
    expect(overlay.changes()).toEqual([['0x01', '0x02']]);
  });

  it('knows no end of a transaction without its beginning', () => {
    const { overlay } = over({});
    expect(() => overlay.commit()).toThrow(RangeError);
    expect(() => overlay.rollback()).toThrow(RangeError);
  });

  it('appends to an encoded list: to none, to one, and where its length takes another byte', async () => {
    const { overlay } = over({ '0x02': `0x${(63 << 2).toString(16)}${'07'.repeat(63)}` });
    await overlay.append('0x01', of(9));
    await overlay.append('0x01', of(8));
    await overlay.append('0x02', of(7));
    expect(await overlay.get('0x01')).toEqual(of(8, 9, 8));
    expect(await overlay.get('0x02')).toEqual(of(1, 1, ...Array<number>(64).fill(7)));
  });

  it('finds the next key among the stored and its own, without the deleted', async () => {
    const { overlay } = over({ '0x01': '0x00', '0x03': '0x00', '0x05': '0x00' });
    overlay.set('0x03', null);
    overlay.set('0x04', of(1));
    overlay.set('0x06', null);
    const found: (Hex | null)[] = ['0x'];
    for (let at: Hex | null = '0x'; at !== null; found.push(at)) at = await overlay.nextKey(at);
    expect(found).toEqual(['0x', '0x01', '0x04', '0x05', null]);
  });

  it.each([
    { limit: null, removed: 3, isAll: true, left: [] },
    { limit: 3, removed: 3, isAll: true, left: [] },
    { limit: 2, removed: 2, isAll: false, left: ['0x0102'] },
    { limit: 0, removed: 0, isAll: false, left: ['0x01', '0x0101', '0x0102'] },
  ])('clears a prefix up to a limit of $limit', async ({ limit, removed, isAll, left }) => {
    const stored: Record<Hex, Hex> = { '0x01': '0xaa', '0x0101': '0xaa', '0x0102': '0xaa', '0x02': '0xaa' };
    const { overlay } = over(stored);
    overlay.set('0x0109', of(1));
    expect(await overlay.clearPrefix('0x01', limit)).toEqual({ removed, isAll });
    expect(await overlay.get('0x0109')).toBeNull();
    expect(await overlay.get('0x02')).not.toBeNull();
    const found = await Promise.all(
      (Object.keys(stored) as Hex[]).map(async (key) => [key, await overlay.get(key)]),
    );
    expect(found.filter(([key, value]) => value !== null && key !== '0x02').map(([key]) => key)).toEqual(
      left,
    );
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type PoolExit,
  type PoolTransaction,
  TransactionPool,
} from '../../../src/embedded-chain/pool/transaction-pool.ts';

const hash = (name: string): `0x${string}` => `0x${Buffer.from(name).toString('hex')}`;

/** A transaction as validation sees it: tags name the account and the nonce. */
function transaction(signer: string, nonce: number, onChain = 0, priority = 1n): PoolTransaction {
  const name = `${signer}${nonce}p${priority}`;
  return {
    hash: hash(name),
    bytes: hash(name),
    signer,
    nonce,
    priority,
    requires: nonce > onChain ? [`${signer}${nonce - 1}`] : [],
    provides: [`${signer}${nonce}`],
  };
}

describe('TransactionPool', () => {
  let exits: [string, PoolExit][];
  let pool: TransactionPool;

  beforeEach(() => {
    exits = [];
    pool = new TransactionPool({ limit: 4, patience: 10, onExit: (h, exit) => exits.push([h, exit]) });
  });

  const ready = () => pool.ready().map(({ signer, nonce }) => `${signer}${nonce}`);

  it('orders an account by nonce, whatever came first', () => {
    expect(pool.add(transaction('a', 1), 1)).toBe('future');
    expect(pool.add(transaction('b', 0), 1)).toBe('ready');
    expect(pool.add(transaction('a', 0), 1)).toBe('ready');
    expect(ready()).toEqual(['b0', 'a0', 'a1']);
  });

  it('holds what waits for one that is missing until that was included', () => {
    pool.add(transaction('a', 2, 1), 1);
    expect(ready()).toEqual([]);
    const before = transaction('a', 1, 1);
    pool.add(before, 1);
    pool.settle({ included: [before.hash], refused: [], block: 2 });
    expect(ready()).toEqual(['a2']);
  });

  it('knows the next nonce of an account, up to the first gap', () => {
    for (const nonce of [5, 6, 8]) pool.add(transaction('a', nonce, 5), 1);
    expect(pool.nextNonce('a', 5)).toBe(7);
    expect(pool.nextNonce('b', 3)).toBe(3);
  });

  it.each([
    ['the same one', transaction('a', 0), 1013],
    ['one with the same nonce and no more priority', { ...transaction('a', 0), hash: hash('other') }, 1014],
  ])('refuses %s', (_what, second, rpcCode) => {
    pool.add(transaction('a', 0), 1);
    expect(() => pool.add(second, 1)).toThrow(expect.objectContaining({ rpcCode }));
  });

  it('replaces one by another of more priority, and tells', () => {
    const weak = transaction('a', 0, 0, 1n);
    const strong = transaction('a', 0, 0, 2n);
    pool.add(weak, 1);
    pool.add(strong, 1);
    expect(pool.all()).toEqual([strong]);
    expect(exits).toEqual([[weak.hash, { kind: 'usurped', by: strong.hash }]]);
  });

  it('takes no more than its limit', () => {
    for (const signer of ['a', 'b', 'c', 'd']) pool.add(transaction(signer, 0), 1);
    expect(() => pool.add(transaction('e', 0), 1)).toThrow(expect.objectContaining({ rpcCode: 1016 }));
  });

  it('tells of those that the runtime refused, and of those that waited too long', () => {
    const [bad, stuck] = [transaction('a', 0), transaction('b', 5)];
    pool.add(bad, 1);
    pool.add(stuck, 1);
    pool.settle({ included: [], refused: [bad.hash], block: 2 });
    pool.settle({ included: [], refused: [], block: 12 });
    expect(exits).toEqual([
      [bad.hash, { kind: 'invalid' }],
      [stuck.hash, { kind: 'dropped' }],
    ]);
    expect(pool.all()).toEqual([]);
  });
});

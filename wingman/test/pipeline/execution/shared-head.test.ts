import type { BlockRef } from '@airo/chain-types';
import { expect, it } from '@jest/globals';
import { SharedHead } from '../../../src/pipeline/execution/shared-head.ts';
import { silent } from '../../fakes/rig.ts';

it('tells the best block that was written down, and why when it can not be read', async () => {
  let answer: () => Promise<BlockRef | null> = async () => null;
  const store = { cursor: () => answer() };
  const head = new SharedHead({ store, clock: { wait: async () => {} }, log: silent });
  expect(head.problem).not.toBeNull();
  await head.look();
  expect([head.number, head.problem]).toEqual([0, null]);
  answer = async () => ({ number: 7, hash: '0x' });
  await head.look();
  answer = () => Promise.reject(new TypeError('gone'));
  await head.look();
  expect([head.number, head.problem]).toEqual([7, 'the database does not answer: gone']);
  answer = async () => ({ number: 8, hash: '0x' });
  await head.look();
  expect([head.number, head.problem]).toEqual([8, null]);
});

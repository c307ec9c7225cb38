import { type OrderId, orderId, planck } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HeadReads, headReads } from '../../../src/pipeline/order/head-reads.ts';
import { createRig, type Rig } from '../../fakes/rig.ts';

describe('reads that orders of one block share', () => {
  let rig: Rig;
  let reads: HeadReads;
  beforeEach(async () => {
    rig = await createRig();
    reads = headReads(rig.chain, () => ({ number: rig.chain.number, hash: '0x' }));
  });
  afterEach(() => rig.close());

  it('asks once a block for what is the same for all of them', async () => {
    let asked = 0;
    const counted = Object.assign(Object.create(rig.chain), {
      quoteFloor: async () => planck(BigInt(++asked)),
    });
    const shared = headReads(counted, () => ({ number: rig.chain.number, hash: '0x' }));
    await Promise.all([shared.quoteFloor(rig.model), shared.quoteFloor(rig.model)]);
    expect(await shared.quoteFloor(rig.model)).toBe(1n);
    rig.chain.block();
    expect(await shared.quoteFloor(rig.model)).toBe(2n);
  });

  it('asks again for what could not be read', async () => {
    let down = true;
    const flaky = Object.assign(Object.create(rig.chain), {
      freeBond: async () => {
        if (down) throw new TypeError('down');
        return planck(9n);
      },
    });
    const shared = headReads(flaky, () => ({ number: 1, hash: '0x' }));
    await expect(shared.freeBond()).rejects.toThrow('down');
    down = false;
    expect(await shared.freeBond()).toBe(9n);
  });

  it.each([1, 4, 5, 250])('reads %p orders, those that are gone included', async (count) => {
    const placed = Array.from({ length: count }, () => rig.chain.placeOrder({ model: rig.model }));
    const gone = placed[0] ?? orderId(0);
    rig.chain.endOrder(gone, 'cancelled');
    const before = rig.chain.reads;
    const found = await Promise.all(placed.map((id: OrderId) => reads.order(id)));
    expect(found.map((order) => order?.id ?? null)).toEqual([null, ...placed.slice(1)]);
    expect(rig.chain.reads - before).toBeLessThanOrEqual(Math.min(count, 4));
  });
});

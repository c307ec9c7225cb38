import { agreementId, type ChainEvent, planck, requestIndex } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { AnswerWaits } from '../../src/marketplace/answered.ts';

const blob = { hash: '0x00', size: 1n } as const;
const asked = (agreement: number, index: number): ChainEvent => ({
  type: 'execution.Requested',
  agreement: agreementId(agreement),
  index: requestIndex(index),
  payload: blob,
  units: 1,
  deadline: 100,
});
const answered = (agreement: number, index: number): ChainEvent => ({
  type: 'execution.Responded',
  agreement: agreementId(agreement),
  index: requestIndex(index),
  response: blob,
  due: 100,
});
const failed: ChainEvent = {
  type: 'execution.Failed',
  agreement: agreementId(0),
  index: requestIndex(0),
  code: 'Timeout',
  units: 1,
  refunded: planck(0n),
  compensation: planck(0n),
};

describe('AnswerWaits', () => {
  it('counts the blocks between each request and its own answer', () => {
    const waits = new AnswerWaits();
    const blocks = [
      [asked(0, 0), asked(1, 0)],
      [asked(0, 1), answered(1, 0)],
      [failed, answered(0, 1)],
      [answered(0, 0), answered(5, 5)],
    ];
    for (const [number, events] of blocks.entries()) {
      waits.see({
        block: { number, hash: '0x00' },
        events: events.map((event) => ({ extrinsic: 1, event })),
      });
    }
    expect(waits.blocks).toEqual([1, 1, 3]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { voucherMessage } from '../../src/codec/voucher.ts';
import { agreementId } from '../../src/model/ids.ts';

describe('voucherMessage', () => {
  it('is laid out as airo_primitives::voucher signs it', () => {
    const genesis = `0x${'07'.repeat(32)}` as const;
    const message = voucherMessage({ genesis, agreement: agreementId(0x0102_0304), total: 5 });
    expect(message).toHaveLength(15 + 32 + 4 + 4);
    expect(Buffer.from(message.slice(0, 17)).toString('latin1')).toBe('airo/voucher/v1\x07\x07');
    expect([...message.slice(47)]).toEqual([4, 3, 2, 1, 5, 0, 0, 0]);
  });
});

import { hexToU8a } from '@polkadot/util';
import type { AgreementId, Hex } from '../model/ids.ts';

/** Begins what is signed, as `airo_primitives::voucher` says. */
const DOMAIN = new TextEncoder().encode('airo/voucher/v1');
const NUMBER_BYTES = 4;

/** What the consumer's Ed25519 key signs to acknowledge `total` units since the agreement began. */
export function voucherMessage(voucher: { genesis: Hex; agreement: AgreementId; total: number }): Uint8Array {
  const numbers = new DataView(new ArrayBuffer(2 * NUMBER_BYTES));
  numbers.setUint32(0, voucher.agreement, true);
  numbers.setUint32(NUMBER_BYTES, voucher.total, true);
  return new Uint8Array([...DOMAIN, ...hexToU8a(voucher.genesis), ...new Uint8Array(numbers.buffer)]);
}

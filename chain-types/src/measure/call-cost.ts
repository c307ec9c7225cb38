import type { Call, RuntimeDispatchInfoV2 } from '@polkadot/types/interfaces';
import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { pairOf } from '../keys/keys.ts';
import { type Hex, type Planck, planck } from '../model/ids.ts';
import type { Connection } from '../runtime/connection.ts';
import { signExtrinsic } from '../transactions/sign-extrinsic.ts';

/** What a call costs as declared, before anything is given back. */
export interface CallCost {
  /** Reference time in picoseconds, transaction extensions included, what every transaction costs left out. */
  readonly weightPs: number;
  readonly proofBytes: number;
  readonly fee: Planck;
}

/** Whose signature it carries doesn't matter. */
const ANYBODY = { kind: 'uri', uri: '//Alice' } as const;

export async function costOf(connection: Connection, call: Call): Promise<CallCost> {
  const { bytes } = signExtrinsic(connection, await pairOf(ANYBODY), call, { nonce: 0 });
  const length = new Uint8Array(new Uint32Array([hexToU8a(bytes).length]).buffer);
  const output = await connection.request<Hex>('state_call', [
    'TransactionPaymentApi_query_info',
    u8aToHex(u8aConcat(bytes, length)),
  ]);
  const info = connection.api.registry.createType<RuntimeDispatchInfoV2>('RuntimeDispatchInfoV2', output);
  return {
    weightPs: info.weight.refTime.toNumber(),
    proofBytes: info.weight.proofSize.toNumber(),
    fee: planck(info.partialFee.toBigInt()),
  };
}

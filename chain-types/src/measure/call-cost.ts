import type { Call } from '@polkadot/types/interfaces';
import { pairOf } from '../keys/keys.ts';
import { type Planck, planck } from '../model/ids.ts';
import type { Connection } from '../runtime/connection.ts';
import { signExtrinsic } from '../transactions/sign-extrinsic.ts';

/** What a call costs as declared, before anything is given back. */
export interface CallCost {
  /** Reference time in picoseconds, transaction extensions included, what every transaction costs left out. */
  readonly weightPs: number;
  readonly proofBytes: number;
  readonly fee: Planck;
}

interface DispatchInfo {
  readonly weight: { readonly ref_time: number; readonly proof_size: number };
  readonly partial_fee?: string;
  readonly partialFee?: string;
}

/** Whose signature it carries doesn't matter. */
const ANYBODY = { kind: 'uri', uri: '//Alice' } as const;

export async function costOf(connection: Connection, call: Call): Promise<CallCost> {
  const { bytes } = signExtrinsic(connection, await pairOf(ANYBODY), call, { nonce: 0 });
  const info = await connection.request<DispatchInfo>('payment_queryInfo', [bytes]);
  return {
    weightPs: info.weight.ref_time,
    proofBytes: info.weight.proof_size,
    fee: planck(BigInt(info.partialFee ?? info.partial_fee ?? 0)),
  };
}

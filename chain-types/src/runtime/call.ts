import type { Call as CallCodec } from '@polkadot/types/interfaces';
import type { Call } from '../client/transactions.ts';

/** What a `Call` really is; only the transaction queue looks inside. */
export interface PreparedCall extends Call {
  readonly codec: CallCodec;
  /** Leaves batch events of its own and can't share a batch, whose items are told apart by such events. */
  readonly alone: boolean;
}

export function prepareCall(name: string, codec: unknown, alone = false): Call {
  return { name, codec, alone } as unknown as Call;
}

export function prepared(call: Call): PreparedCall {
  return call as PreparedCall;
}

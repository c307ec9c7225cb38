import type { Call } from '../client/transactions.ts';
import { pairOf } from '../keys/keys.ts';
import { type AccountId, accountId } from '../model/ids.ts';
import { prepared } from '../runtime/call.ts';
import type { Connection } from '../runtime/connection.ts';
import { signExtrinsic } from '../transactions/sign-extrinsic.ts';
import type { SignedTransaction } from '../transactions/transaction-chain.ts';

/** Signs ahead of sending: nonces count on from the chain's, and a signature never expires. */
export interface Signer {
  readonly account: AccountId;
  sign(call: Call): SignedTransaction;
}

/** The signer of a dev URI, such as `//Alice`; the only one that may sign for it meanwhile. */
export async function signerOf(connection: Connection, uri: string): Promise<Signer> {
  const pair = await pairOf({ kind: 'uri', uri });
  let nonce = await connection.request<number>('system_accountNextIndex', [pair.address]);
  return {
    account: accountId(pair.address),
    sign(call) {
      const signed = signExtrinsic(connection, pair, prepared(call).codec, { nonce });
      nonce += 1;
      return signed;
    },
  };
}

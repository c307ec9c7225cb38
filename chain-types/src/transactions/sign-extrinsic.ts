import type { KeyringPair } from '@polkadot/keyring/types';
import type { Call } from '@polkadot/types/interfaces';
import type { BlockRef } from '../model/events.ts';
import type { Connection } from '../runtime/connection.ts';
import type { SignedTransaction } from './transaction-chain.ts';

/** Signs one call for the runtime that the connection sees now. Without `era` it is valid for ever. */
export function signExtrinsic(
  connection: Connection,
  pair: KeyringPair,
  call: Call,
  options: { nonce: number; era?: { birth: BlockRef; blocks: number } },
): SignedTransaction {
  const { api, genesisHash } = connection;
  const { nonce, era } = options;
  // A call may have been made over another connection, whose types this one doesn't know.
  const own = call.registry === api.registry ? call : api.registry.createType('Call', call.toU8a());
  const extrinsic = api.tx(own as never);
  extrinsic.sign(pair, {
    nonce,
    era: era && api.createType('ExtrinsicEra', { current: era.birth.number, period: era.blocks }),
    blockHash: era?.birth.hash ?? genesisHash,
    genesisHash,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
  } as never);
  return { bytes: extrinsic.toHex(), hash: extrinsic.hash.toHex() };
}

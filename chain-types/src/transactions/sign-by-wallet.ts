import type { Call } from '@polkadot/types/interfaces';
import type { WalletKey, WalletPayload } from '../client/transactions.ts';
import { ChainError } from '../errors.ts';
import type { BlockRef } from '../model/events.ts';
import type { Connection } from '../runtime/connection.ts';
import type { SignedTransaction } from './transaction-chain.ts';

/**
 * Has a wallet sign one call. Its key stays where it is; the wallet shows the call and may refuse.
 * @throws ChainError SIGNATURE_REFUSED
 */
export async function signByWallet(
  connection: Connection,
  wallet: WalletKey,
  call: Call,
  { nonce, era }: { nonce: number; era: { birth: BlockRef; blocks: number } },
): Promise<SignedTransaction> {
  const { api, genesisHash } = connection;
  const extrinsic = api.tx(call as never);
  const payload = api.registry.createTypeUnsafe('SignerPayload', [
    {
      address: wallet.account,
      blockHash: era.birth.hash,
      blockNumber: era.birth.number,
      era: api.createType('ExtrinsicEra', { current: era.birth.number, period: era.blocks }),
      genesisHash,
      method: extrinsic.method,
      nonce,
      runtimeVersion: api.runtimeVersion,
      signedExtensions: api.registry.signedExtensions,
      version: extrinsic.version,
    },
  ]) as unknown as { toPayload(): WalletPayload };
  const asked = payload.toPayload();
  const signature = await wallet.sign(asked).catch((cause: unknown) => {
    throw new ChainError(
      'SIGNATURE_REFUSED',
      'the wallet did not sign: nothing was sent and nothing was paid',
      { reason: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  });
  extrinsic.addSignature(wallet.account, signature, asked as never);
  return { bytes: extrinsic.toHex(), hash: extrinsic.hash.toHex() };
}

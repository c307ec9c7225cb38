import type { Blockchain } from '@acala-network/chopsticks-core';
import { blake2AsHex } from '@polkadot/util-crypto';
import { RPC_CODE, RpcError } from '../errors.ts';
import type { PoolTransaction } from './transaction-pool.ts';

type Hex = `0x${string}`;

/** What a node says in `data` of error 1010, by the runtime's `InvalidTransaction`. */
const REASONS: Readonly<Record<string, string>> = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  BadMandatory: 'A call was labelled as mandatory, but resulted in an Error.',
  MandatoryValidation: 'Transaction dispatch is mandatory; transactions must not be validated.',
  BadSigner: 'Invalid signing address',
  IndeterminateImplicit: 'The implicit data was unable to be calculated',
  UnknownOrigin: 'The transaction extension did not authorize any origin',
};

/** Asks the runtime at the head. @throws RpcError 1001 not an extrinsic, 1010 invalid, 1011 can't be judged */
export async function validate(chain: Blockchain, extrinsic: unknown): Promise<PoolTransaction> {
  const { bytes, signer, nonce } = await parse(chain, extrinsic);
  const validity = await chain.validateExtrinsic(bytes).catch((cause: unknown) => {
    throw new RpcError(RPC_CODE.BAD_FORMAT, `Extrinsic has invalid format: ${String(cause)}`, null, {
      cause,
    });
  });
  if (validity.isErr) {
    const error = validity.asErr;
    if (!error.isInvalid) {
      throw new RpcError(
        RPC_CODE.UNKNOWN_VALIDITY,
        'Unknown Transaction Validity',
        error.asUnknown.toString(),
      );
    }
    const kind = error.asInvalid;
    const reason = kind.isCustom ? `Custom error: ${kind.asCustom.toNumber()}` : REASONS[kind.type];
    throw new RpcError(RPC_CODE.INVALID_TRANSACTION, 'Invalid Transaction', reason ?? kind.type);
  }
  const valid = validity.asOk;
  return {
    hash: blake2AsHex(bytes, 256),
    bytes,
    signer,
    nonce,
    priority: valid.priority.toBigInt(),
    requires: valid.requires.map((tag) => tag.toHex()),
    provides: valid.provides.map((tag) => tag.toHex()),
  };
}

async function parse(chain: Blockchain, extrinsic: unknown) {
  try {
    const registry = await chain.head.registry;
    const decoded = registry.createType('Extrinsic', extrinsic);
    return {
      bytes: decoded.toHex() as Hex,
      signer: decoded.isSigned ? decoded.signer.toString() : null,
      nonce: decoded.isSigned ? decoded.nonce.toNumber() : 0,
    };
  } catch (cause) {
    throw new RpcError(RPC_CODE.BAD_FORMAT, `Extrinsic has invalid format: ${String(cause)}`, null, {
      cause,
    });
  }
}

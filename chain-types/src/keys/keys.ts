import { Keyring } from '@polkadot/keyring';
import type { KeyringPair, KeyringPair$Json } from '@polkadot/keyring/types';
import { u8aToHex } from '@polkadot/util';
import {
  cryptoWaitReady,
  decodeAddress,
  encodeAddress,
  keyExtractSuri,
  mnemonicValidate,
} from '@polkadot/util-crypto';
import type { SigningKey } from '../client/transactions.ts';
import { ChainError } from '../errors.ts';
import { type AccountId, accountId, type Hex } from '../model/ids.ts';

/** The chain's address format. */
const SS58_PREFIX = 42;

/** The unlocked sr25519 pair. @throws ChainError KEY_INVALID */
export async function pairOf(key: SigningKey): Promise<KeyringPair> {
  await cryptoWaitReady();
  const keyring = new Keyring({ type: 'sr25519', ss58Format: SS58_PREFIX });
  if (key.kind === 'uri') return fromUri(keyring, key.uri);
  try {
    const pair = keyring.addFromJson(JSON.parse(key.json) as KeyringPair$Json);
    pair.decodePkcs8(key.password);
    return pair;
  } catch (cause) {
    throw new ChainError(
      'KEY_INVALID',
      "the keystore can't be opened: check the file and its password",
      {},
      { cause },
    );
  }
}

/** The account that the key signs for. @throws ChainError KEY_INVALID */
export async function accountOf(key: SigningKey): Promise<AccountId> {
  return accountId((await pairOf(key)).address);
}

/** The account of an address, whatever chain's format it is in. @throws ChainError ARGUMENT_INVALID */
export function parseAddress(text: string): AccountId {
  try {
    return accountId(encodeAddress(decodeAddress(text), SS58_PREFIX));
  } catch (cause) {
    throw new ChainError(
      'ARGUMENT_INVALID',
      `${text} is no address: check it for a typing error`,
      {},
      { cause },
    );
  }
}

/**
 * The key of a mnemonic or secret URI as a keystore: @polkadot/keyring's JSON, encrypted with the password by scrypt and
 * xsalsa20-poly1305. Wallets read it too.
 * @throws ChainError KEY_INVALID
 */
export async function createKeystore(mnemonicOrUri: string, password: string): Promise<string> {
  await cryptoWaitReady();
  const keyring = new Keyring({ type: 'sr25519', ss58Format: SS58_PREFIX });
  return JSON.stringify(fromUri(keyring, mnemonicOrUri).toJson(password));
}

/** An Ed25519 key for vouchers and receipts. */
export interface Ed25519Key {
  /** 32 bytes. */
  readonly publicKey: Hex;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** The Ed25519 key of a mnemonic or secret URI, as `sp_core::ed25519` derives it. @throws ChainError KEY_INVALID */
export async function ed25519Key(mnemonicOrUri: string): Promise<Ed25519Key> {
  await cryptoWaitReady();
  const pair = fromUri(new Keyring({ type: 'ed25519', ss58Format: SS58_PREFIX }), mnemonicOrUri);
  return { publicKey: u8aToHex(pair.publicKey), sign: (message) => pair.sign(message) };
}

const SEED = /^0x[0-9a-f]{64}$/i;

/** @polkadot/keyring makes a key of any short text, by padding it: a typing error would be another account. */
function fromUri(keyring: Keyring, uri: string): KeyringPair {
  const invalid = () =>
    new ChainError(
      'KEY_INVALID',
      'this is neither a mnemonic, nor a seed, nor a dev URI such as //Alice',
      {},
    );
  try {
    if (!uri.startsWith('//')) {
      const { phrase } = keyExtractSuri(uri);
      if (!SEED.test(phrase) && !mnemonicValidate(phrase)) throw invalid();
    }
    return keyring.addFromUri(uri);
  } catch {
    // What was thrown may quote the secret.
    throw invalid();
  }
}

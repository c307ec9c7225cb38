import { compactFromU8a, u8aConcat } from '@polkadot/util';
import {
  blake2AsU8a,
  ed25519Verify,
  keccakAsU8a,
  secp256k1Recover,
  sha256AsU8a,
  sr25519Verify,
  xxhashAsU8a,
} from '@polkadot/util-crypto';
import { bytes as encodeBytes, option } from '../state/scale.ts';
import { type GuestMemory, unpack } from './guest-memory.ts';
import type { Overlay } from './overlay.ts';
import type { Imported } from './suspension.ts';
import { fromHex, toHex } from './task.ts';

const SIGNATURE_BYTES = 64;
const PUBLIC_KEY_BYTES = 32;
/** Of an Ethereum-like signature, with the recovery number last. */
const ECDSA_BYTES = 65;
const BAD_SIGNATURE = 2;
const NONE = Uint8Array.of(0);

export interface Host {
  readonly memory: GuestMemory;
  readonly overlay: Overlay;
  /** Whether every signature counts as good. */
  readonly mockSignatures: boolean;
  readonly log: (message: string) => void;
  /** Root of the trie of a list, as it stands in a header. */
  readonly listRoot: (items: readonly Uint8Array[], stateVersion: number) => Promise<Uint8Array>;
  /** Encoded version of another runtime; null when it is none. */
  readonly versionOf: (wasm: Uint8Array) => Promise<Uint8Array | null>;
}

/**
 * What a runtime imports, by name (https://spec.polkadot.network/chap-host-api), as far as ours does. Signing needs a
 * keystore, which nothing here has: a runtime that asks for it fails, like one that asks for what isn't listed.
 * Those of `waiting` may answer with a promise.
 */
export function hostFunctions(host: () => Host): {
  readonly plain: Readonly<Record<string, Imported>>;
  readonly waiting: Readonly<Record<string, Imported>>;
} {
  const keyAt = (packed: bigint) => toHex(host().memory.span(packed));
  const text = (packed: bigint) => Buffer.from(host().memory.span(packed)).toString('utf8');
  const hash = (digest: (data: Uint8Array) => Uint8Array) => (data: bigint) =>
    host().memory.store(digest(host().memory.span(data)));
  const verify =
    (isGood: (message: Uint8Array, signature: Uint8Array, key: Uint8Array) => boolean) =>
    (signature: number, message: bigint, key: number) => {
      const { memory, mockSignatures } = host();
      const [signed, by] = [memory.read(signature, SIGNATURE_BYTES), memory.read(key, PUBLIC_KEY_BYTES)];
      return mockSignatures || attempt(() => isGood(memory.span(message), signed, by)) === true ? 1 : 0;
    };
  const noKeystore = () => {
    throw new TypeError('a runtime asked for a keystore, of which there is none');
  };
  const lookUp = <T>(packed: bigint, answer: (value: Uint8Array | null) => T): T | Promise<T> => {
    const value = host().overlay.get(keyAt(packed));
    return value instanceof Promise ? value.then(answer) : answer(value);
  };
  return {
    plain: {
      ext_misc_print_utf8_version_1: (data: bigint) => host().log(text(data)),
      ext_misc_print_hex_version_1: (data: bigint) => host().log(keyAt(data)),
      ext_logging_log_version_1: (_level: number, target: bigint, message: bigint) =>
        host().log(`${text(target)}: ${text(message)}`),
      ext_logging_max_level_version_1: () => 0,
      ext_allocator_malloc_version_1: (length: number) => host().memory.allocate(length),
      ext_allocator_free_version_1: (at: number) => host().memory.release(at),
      ext_hashing_blake2_128_version_1: hash((data) => blake2AsU8a(data, 128)),
      ext_hashing_blake2_256_version_1: hash((data) => blake2AsU8a(data, 256)),
      ext_hashing_keccak_256_version_1: hash((data) => keccakAsU8a(data, 256)),
      ext_hashing_sha2_256_version_1: hash((data) => sha256AsU8a(data)),
      ext_hashing_twox_64_version_1: hash((data) => xxhashAsU8a(data, 64)),
      ext_hashing_twox_128_version_1: hash((data) => xxhashAsU8a(data, 128)),
      ext_storage_set_version_1: (key: bigint, value: bigint) =>
        host().overlay.set(keyAt(key), host().memory.span(value)),
      ext_storage_clear_version_1: (key: bigint) => host().overlay.set(keyAt(key), null),
      ext_storage_start_transaction_version_1: () => host().overlay.begin(),
      ext_storage_commit_transaction_version_1: () => host().overlay.commit(),
      ext_storage_rollback_transaction_version_1: () => host().overlay.rollback(),
      ext_storage_root_version_2: () => host().memory.storeSpan(digestOfChanges(host().overlay)),
      ext_crypto_ed25519_verify_version_1: verify(ed25519Verify),
      ext_crypto_sr25519_verify_version_2: verify(sr25519Verify),
      ext_crypto_secp256k1_ecdsa_recover_compressed_version_2: (signature: number, message: number) => {
        const { memory } = host();
        return memory.storeSpan(recovered(memory.read(signature, ECDSA_BYTES), memory.read(message, 32)));
      },
      ext_crypto_ed25519_sign_version_1: noKeystore,
      ext_crypto_ed25519_generate_version_1: noKeystore,
      ext_crypto_sr25519_sign_version_1: noKeystore,
      ext_crypto_sr25519_generate_version_1: noKeystore,
    },
    waiting: {
      ext_storage_get_version_1: (key: bigint) =>
        lookUp(key, (value) => host().memory.storeSpan(maybe(value))),
      ext_storage_exists_version_1: (key: bigint) => lookUp(key, (value) => (value === null ? 0 : 1)),
      ext_storage_read_version_1: (key: bigint, out: bigint, offset: number) =>
        lookUp(key, (value) => {
          const { memory } = host();
          if (value === null) return memory.storeSpan(NONE);
          const rest = value.subarray(Math.min(offset >>> 0, value.length));
          const [at, room] = unpack(out);
          memory.write(at, rest.subarray(0, room));
          return memory.storeSpan(option(u32(rest.length)));
        }),
      ext_storage_append_version_1: (key: bigint, item: bigint) =>
        host().overlay.append(keyAt(key), host().memory.span(item)),
      ext_storage_next_key_version_1: async (key: bigint) => {
        const next = await host().overlay.nextKey(keyAt(key));
        return host().memory.storeSpan(maybe(next && fromHex(next)));
      },
      ext_storage_clear_prefix_version_2: async (prefix: bigint, limit: bigint) => {
        const { memory, overlay } = host();
        const given = memory.span(limit);
        const most = given[0] === 1 ? Buffer.from(given).readUInt32LE(1) : null;
        const { removed, isAll } = await overlay.clearPrefix(keyAt(prefix), most);
        return memory.storeSpan(u8aConcat([isAll ? 0 : 1], u32(removed)));
      },
      ext_trie_blake2_256_ordered_root_version_2: async (data: bigint, stateVersion: number) => {
        const { memory, listRoot } = host();
        return memory.store(await listRoot(listOf(memory.span(data)), stateVersion));
      },
      ext_misc_runtime_version_version_1: async (wasm: bigint) => {
        const { memory, versionOf } = host();
        const version = await versionOf(memory.span(wasm));
        return memory.storeSpan(maybe(version));
      },
    },
  };
}

/** Stands for the state's root, which would take the whole state: the same for the same changes. */
function digestOfChanges(overlay: Overlay): Uint8Array {
  return blake2AsU8a(Buffer.from(JSON.stringify(overlay.changes())), 256);
}

function recovered(signature: Uint8Array, message: Uint8Array): Uint8Array {
  const last = signature[ECDSA_BYTES - 1] ?? 0;
  const key = attempt(() => secp256k1Recover(message, signature, last > 26 ? last - 27 : last));
  return key ? u8aConcat([0], key) : Uint8Array.of(1, BAD_SIGNATURE);
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Of an encoded list of byte strings. */
function listOf(encoded: Uint8Array): Uint8Array[] {
  const [prefix, count] = compactFromU8a(encoded);
  const items: Uint8Array[] = [];
  let at = prefix;
  for (let left = count.toNumber(); left > 0; left -= 1) {
    const [skip, length] = compactFromU8a(encoded.subarray(at));
    const end = at + skip + length.toNumber();
    items.push(encoded.slice(at + skip, end));
    at = end;
  }
  return items;
}

const maybe = (value: Uint8Array | null): Uint8Array => (value === null ? NONE : option(encodeBytes(value)));

function u32(value: number): Uint8Array {
  const encoded = new Uint8Array(4);
  new DataView(encoded.buffer).setUint32(0, value, true);
  return encoded;
}

import { base32 } from 'multiformats/bases/base32';
import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { create, decode } from 'multiformats/hashes/digest';
import { sha256 } from 'multiformats/hashes/sha2';
import { type DxKey, digestToKey, keyToDigest } from '../../domain/key.ts';

/** CIDv1(raw, sha2-256): kad-dht drops provider records of any other hash without a word. */
export function cidOf(key: DxKey): CID {
  return CID.createV1(raw.code, create(sha256.code, keyToDigest(key)));
}

/** Key of a multihash as kad-dht's datastore has it: base32 without the multibase prefix. Undefined when it is none of ours. */
export function keyOfMultihash(text: string): DxKey | undefined {
  try {
    const { code, digest } = decode(base32.baseDecode(text));
    return code === sha256.code ? digestToKey(digest) : undefined;
  } catch {
    return undefined;
  }
}

import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { create } from 'multiformats/hashes/digest';
import { sha256 } from 'multiformats/hashes/sha2';
import { type DxKey, keyToDigest } from '../../domain/key.ts';

/** CIDv1(raw, sha2-256): kad-dht drops provider records of any other hash without a word. */
export function cidOf(key: DxKey): CID {
  return CID.createV1(raw.code, create(sha256.code, keyToDigest(key)));
}

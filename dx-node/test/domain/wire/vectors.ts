import { KAD_PROTOCOL } from '../../../src/constants.ts';
import { digestOf, digestToKey, keyToDigest } from '../../../src/domain/key.ts';
import { ManifestBuilder } from '../../../src/domain/manifest.ts';
import { encodeGetHeader, encodeGetRequest } from '../../../src/domain/wire/get-codec.ts';
import { encodeBitmap, encodeHaveRequest } from '../../../src/domain/wire/have-codec.ts';
import type { DxKey } from '../../../src/schemas/key.ts';

/** Frames that any implementation has to make and read alike, made by the code that speaks on the wire. */
export function vectors() {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const keys = ['airo', 'dx', 'wire'].map((text) => digestToKey(digestOf(Buffer.from(text))));
  const [key] = keys as [DxKey];
  const get = (name: string, kind: 'bytes' | 'manifest', offset: number, length: number) => ({
    name,
    kind,
    key,
    offset,
    length,
    request: hex(encodeGetRequest({ kind, key, offset, length })),
  });
  const header = (
    name: string,
    status: 'ok' | 'not-found' | 'bad-request' | 'busy',
    size: number,
    bodyLength: number,
  ) => ({ name, status, size, bodyLength, header: hex(encodeGetHeader({ status, size, bodyLength })) });
  const have = (name: string, held: readonly boolean[]) => {
    const asked = held.map((_, index) => keys[index % keys.length] ?? key);
    return {
      name,
      keys: asked,
      request: hex(encodeHaveRequest(asked)),
      held,
      bitmap: hex(encodeBitmap(held)),
    };
  };
  const manifest = (name: string, size: number, byte: number) => {
    const builder = new ManifestBuilder();
    builder.update(Buffer.alloc(size, byte));
    const made = builder.finish();
    return { name, size, byte, key: made.key, manifest: hex(made.manifest.hashes) };
  };
  return {
    about: `Test vectors of docs/spec/dx.md, written by dx-node/test/domain/wire/vectors.test.ts; frames are hex. Those of ${KAD_PROTOCOL} are whole requests, length prefix included.`,
    get: [
      get('the first chunk', 'bytes', 0, 1_048_576),
      get('a range', 'bytes', 3_145_728, 4_194_304),
      get('all there is', 'bytes', 0, Number.MAX_SAFE_INTEGER),
      get('the size alone', 'bytes', 0, 0),
      get('the manifest', 'manifest', 0, 0),
    ],
    getHeader: [
      header('a whole small blob', 'ok', 1_000, 1_000),
      header('a part of a large one', 'ok', 2 ** 33, 4_194_304),
      header('not held', 'not-found', 0, 0),
      header('an offset after the end', 'bad-request', 0, 0),
      header('too many requests', 'busy', 0, 0),
    ],
    have: [
      have('one key that is held', [true]),
      have('three keys, lowest bit first', [true, false, true]),
      have('nine keys need two bytes', [false, false, false, false, false, false, false, true, true]),
    ],
    manifest: [
      manifest('one short chunk: the hash is the key', 3, 0x61),
      manifest('exactly one chunk', 1_048_576, 0),
      manifest('one byte more', 1_048_577, 0),
    ],
    kad: [
      { name: 'GET_PROVIDERS', key, type: 3, message: hex(kadRequest(3, key)) },
      { name: 'FIND_NODE for what lies near a key', key, type: 4, message: hex(kadRequest(4, key)) },
    ],
  };
}

/** By hand, since kad-dht doesn't export its codec: varint length, field 1 (type), field 2 (key, a multihash). */
function kadRequest(type: number, key: DxKey): Uint8Array {
  const body = Buffer.concat([Buffer.from([0x08, type, 0x12, 34, 0x12, 32]), keyToDigest(key)]);
  return Buffer.concat([Buffer.from([body.byteLength]), body]);
}

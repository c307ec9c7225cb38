import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHUNK_BYTES, DIGEST_BYTES } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import {
  chunkCount,
  chunkMatches,
  chunkSpan,
  isWellFormed,
  ManifestBuilder,
  sameManifest,
  singleChunkManifest,
} from '../../src/domain/manifest.ts';
import { someBytes } from '../fakes/blobs.ts';

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);

function build(bytes: Buffer, pieceBytes = bytes.byteLength): ReturnType<ManifestBuilder['finish']> {
  const builder = new ManifestBuilder();
  for (let at = 0; at < bytes.byteLength; at += pieceBytes)
    builder.update(bytes.subarray(at, at + pieceBytes));
  return builder.finish();
}

describe('a manifest', () => {
  it.each([
    [1, 1],
    [CHUNK_BYTES - 1, 1],
    [CHUNK_BYTES, 1],
    [CHUNK_BYTES + 1, 2],
    [3 * CHUNK_BYTES, 3],
  ])('of %d bytes has %d chunks', (size, chunks) => {
    const { key, manifest } = build(someBytes(size));
    expect(chunkCount(size)).toBe(chunks);
    expect(manifest.hashes.byteLength).toBe(chunks * DIGEST_BYTES);
    expect(key).toBe(keyOf(someBytes(size)));
    expect(isWellFormed(manifest)).toBe(true);
  });

  it('of one chunk is the key itself', () => {
    const { key, manifest } = build(someBytes(1_000));
    expect(sameManifest(manifest, singleChunkManifest(key, 1_000))).toBe(true);
  });

  it('recognises each chunk and no other bytes in its place', () => {
    const bytes = someBytes(2 * CHUNK_BYTES + 10);
    const { manifest } = build(bytes);
    for (let index = 0; index < 3; index += 1) {
      const { start, end } = chunkSpan(bytes.byteLength, index);
      const chunk = Buffer.from(bytes.subarray(start, end));
      expect(chunkMatches(manifest, index, chunk)).toBe(true);
      chunk[chunk.byteLength - 1] = (chunk[chunk.byteLength - 1] ?? 0) ^ 1;
      expect(chunkMatches(manifest, index, chunk)).toBe(false);
      expect(chunkMatches(manifest, index, chunk.subarray(1))).toBe(false);
    }
  });

  it('is malformed when a hash is missing, too many, or the blob is empty', () => {
    const { manifest } = build(someBytes(CHUNK_BYTES + 1));
    expect(isWellFormed({ ...manifest, size: CHUNK_BYTES })).toBe(false);
    expect(isWellFormed({ ...manifest, hashes: manifest.hashes.subarray(32) })).toBe(false);
    expect(isWellFormed({ size: 0, hashes: new Uint8Array() })).toBe(false);
  });

  it(`doesn't depend on the pieces in which the bytes come (seed ${seed})`, () => {
    const bytes = someBytes(CHUNK_BYTES + 77_777);
    const whole = build(bytes);
    fc.assert(
      fc.property(fc.integer({ min: 9_999, max: bytes.byteLength }), (pieceBytes) => {
        const pieced = build(bytes, pieceBytes);
        expect(pieced.key).toBe(whole.key);
        expect(sameManifest(pieced.manifest, whole.manifest)).toBe(true);
      }),
      { seed, numRuns: 20 },
    );
  });
});

import type { Datatype } from '../schemas/datatype.ts';
import { type Sha256, sha256, toHex } from '../schemas/sha256.ts';

/** A weight of the graph. */
export interface Initialiser {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /** Raw little-endian elements, row-major. */
  readonly bytes: Uint8Array;
}

const LEAF = 0x00;
const NODE = 0x01;
const HASH_BYTES = 32;

/**
 * SHA-256 Merkle root over a model's weights: it stays when the file is saved again, and equal leaves show copied layers.
 *
 * Weights are sorted by name (bytes of its UTF-8). A leaf is
 * `SHA-256(0x00 | u32 name length | name | u32 datatype length | datatype | u32 rank | i64 each dimension | bytes)`, with
 * names in UTF-8, the datatype spelled as the Open Inference Protocol does, and all numbers little-endian. A node is
 * `SHA-256(0x01 | left | right)`; the last of an odd row moves up unchanged. Without weights it is SHA-256 of nothing.
 */
export async function weightsRoot(weights: readonly Initialiser[]): Promise<Sha256> {
  const encoder = new TextEncoder();
  const named = weights.map((weight) => ({ weight, name: encoder.encode(weight.name) }));
  named.sort((a, b) => compareBytes(a.name, b.name));
  let row = await Promise.all(named.map(({ weight, name }) => hash(leafBytes(weight, name))));
  if (row.length === 0) return sha256(new Uint8Array());
  while (row.length > 1) row = await Promise.all(pairs(row));
  return toHex(row[0] ?? new Uint8Array(HASH_BYTES));
}

function pairs(row: readonly Uint8Array[]): Promise<Uint8Array>[] {
  const next: Promise<Uint8Array>[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const [left, right] = row.slice(i, i + 2);
    if (left && right) next.push(hash(Uint8Array.of(NODE, ...left, ...right)));
    else if (left) next.push(Promise.resolve(left));
  }
  return next;
}

function leafBytes({ datatype, shape, bytes }: Initialiser, name: Uint8Array): Uint8Array {
  const type = new TextEncoder().encode(datatype);
  const leaf = new Uint8Array(1 + 4 + name.length + 4 + type.length + 4 + 8 * shape.length + bytes.length);
  const view = new DataView(leaf.buffer);
  let offset = 0;
  const u32 = (value: number) => {
    view.setUint32(offset, value, true);
    offset += 4;
  };
  const raw = (part: Uint8Array) => {
    leaf.set(part, offset);
    offset += part.length;
  };
  raw(Uint8Array.of(LEAF));
  u32(name.length);
  raw(name);
  u32(type.length);
  raw(type);
  u32(shape.length);
  for (const dimension of shape) {
    view.setBigInt64(offset, BigInt(dimension), true);
    offset += 8;
  }
  raw(bytes);
  return leaf;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

async function hash(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

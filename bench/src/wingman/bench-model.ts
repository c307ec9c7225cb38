import { readFile } from 'node:fs/promises';
import type { Blob } from '@airo/chain-types';
import type { DxClient } from '@airo/dx-node/schemas';
import { manifestFromOnnx } from '@airo/wingman/onnx';
import { encodeManifest, encodePayload, type ModelManifest, parseManifest } from '@airo/wingman/schemas';
import { inCheckout } from '../child.ts';
import { RESNET_SIDE, resnet18 } from './resnet18.ts';
import type { StandInChain } from './stand-in-chain.ts';

const MAX_BATCH = 16;
const UPLOADS_AT_ONCE = 16;
/** Larger than any request: making numbers one by one takes longer than to compute with them. */
const POOL_BYTES = 2 ** 21;

/** A model's file and manifest. */
export interface BenchModel {
  readonly file: Uint8Array;
  readonly manifest: ModelManifest;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the demo models. */
export async function committedModel(name: string): Promise<BenchModel> {
  const [file, manifest] = await Promise.all([
    readFile(inCheckout(`models/${name}.onnx`)),
    readFile(inCheckout(`models/${name}.manifest.json`)),
  ]);
  return { file, manifest: parseManifest(manifest) };
}

export async function generatedResnet18(seed: number): Promise<BenchModel> {
  const file = resnet18(randomOf(seed));
  const manifest = await manifestFromOnnx(file, {
    name: 'resnet18-random',
    description: `ResNet-18 for ${RESNET_SIDE} × ${RESNET_SIDE} pictures, random weights`,
    license: 'Apache-2.0',
    preprocessing: '',
    maxBatch: MAX_BATCH,
    tags: [],
    runtimeVersion: '1.30.0',
  });
  return { file, manifest };
}

/** Puts the model where a bot finds it. */
export async function publishModel(chain: StandInChain, dx: DxClient, { file, manifest }: BenchModel) {
  const [artifact, described] = [await put(dx, file), await put(dx, encodeManifest(manifest))];
  return chain.addModel({ artifact, manifest: described, weightsRoot: manifest.weightsRoot });
}

/** Uploads so many different requests of so many random items each. */
export async function uploadRequests(
  dx: DxClient,
  { inputs }: ModelManifest,
  init: { count: number; units: number; random: () => number },
): Promise<readonly Blob[]> {
  const pool = new Uint8Array(POOL_BYTES);
  for (let i = 0; i < pool.length; i += 1) pool[i] = init.random() * 256;
  const blobs: Blob[] = [];
  let next = 0;
  const upload = async () => {
    while (next < init.count) {
      const i = next;
      next += 1;
      const tensors = inputs.map(({ name, datatype, shape: spec }) => {
        const shape = [init.units, ...spec.slice(1)];
        return { name, datatype, shape, data: noise(pool, datatype, shape, init.random) };
      });
      blobs[i] = await put(dx, encodePayload({ kind: 'request', tensors }));
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, upload));
  return blobs;
}

/** Bytes, or floats in steps of 1/256: a piece of the pool, from somewhere in it. */
function noise(pool: Uint8Array, datatype: string, shape: readonly number[], random: () => number) {
  const size = shape.reduce((product, d) => product * d, 1);
  const from = Math.floor(random() * (pool.length - size));
  const bytes = pool.slice(from, from + size);
  if (datatype !== 'FP32') return bytes;
  const floats = new Float32Array(size);
  for (let i = 0; i < size; i += 1) floats[i] = (bytes[i] ?? 0) / 256;
  return new Uint8Array(floats.buffer);
}

async function put(dx: DxClient, bytes: Uint8Array): Promise<Blob> {
  const { key, size } = await dx.put(bytes);
  return { hash: key, size: BigInt(size) };
}

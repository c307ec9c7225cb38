import { readFile } from 'node:fs/promises';
import { encodePayload, type ModelManifest, type PayloadTensor } from '@airo/wingman/schemas';
import { DevnetError } from '../errors.ts';
import { FILES } from '../files.ts';

const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** The first test pictures of Fashion-MNIST and what is on them. Labels stay in this process. */
export interface Pictures {
  /** Grey values 0–255, 28 × 28, row-major. */
  image(n: number): Uint8Array;
  /** Class 0–9. */
  label(n: number): number;
}

/** Counts over the 512 pictures again when asked for more. */
export async function loadPictures(): Promise<Pictures> {
  const [images, labels] = await Promise.all([readFile(FILES.images), readFile(FILES.labels)]);
  const at = (n: number) => n % labels.length;
  return {
    image: (n) => images.subarray(at(n) * PIXELS, (at(n) + 1) * PIXELS),
    label: (n) => labels[at(n)] ?? -1,
  };
}

/**
 * The pictures as one request of the model's input: UINT8 as they are, FP32 scaled to 0..1.
 * @throws DevnetError MODEL_UNSUITED for a model that takes anything else
 */
export function encodeRequest(images: readonly Uint8Array[], manifest: ModelManifest): Uint8Array {
  const [input, ...others] = manifest.inputs;
  const [, ...item] = input?.shape ?? [];
  if (!input || others.length > 0 || item.join() !== `1,${SIDE},${SIDE}`) {
    throw unsuited(manifest, 'must take one tensor of shape [N,1,28,28]');
  }
  const shape = [images.length, 1, SIDE, SIDE];
  return encodePayload({
    kind: 'request',
    tensors: [
      { name: input.name, datatype: input.datatype, shape, data: pixels(images, input.datatype, manifest) },
    ],
  });
}

function pixels(
  images: readonly Uint8Array[],
  datatype: PayloadTensor['datatype'],
  manifest: ModelManifest,
): Uint8Array {
  const grey = Buffer.concat(images);
  if (datatype === 'UINT8') return grey;
  if (datatype !== 'FP32') throw unsuited(manifest, 'must take UINT8 or FP32');
  const scaled = Buffer.alloc(grey.length * Float32Array.BYTES_PER_ELEMENT);
  for (const [i, value] of grey.entries())
    scaled.writeFloatLE(value / 255, i * Float32Array.BYTES_PER_ELEMENT);
  return scaled;
}

const unsuited = (manifest: ModelManifest, what: string) =>
  new DevnetError(
    'MODEL_UNSUITED',
    `the demo classifies 28 × 28 pictures, so the model ${what}; ${manifest.name} takes ${JSON.stringify(manifest.inputs)}`,
    { inputs: manifest.inputs },
  );

import { readFile } from 'node:fs/promises';
import { encodePictures, type ModelManifest, pictureInputOf } from '@airo/wingman/schemas';
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
  const input = pictureInputOf(manifest);
  if (!input || input.width !== SIDE || input.height !== SIDE || input.channels !== 1) {
    throw unsuited(manifest, 'must take UINT8 or FP32 of shape [N,1,28,28]');
  }
  return encodePictures(input, images);
}

const unsuited = (manifest: ModelManifest, what: string) =>
  new DevnetError(
    'MODEL_UNSUITED',
    `the demo classifies 28 × 28 pictures, so the model ${what}; ${manifest.name} takes ${JSON.stringify(manifest.inputs)}`,
    { inputs: manifest.inputs },
  );

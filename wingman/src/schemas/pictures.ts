import type { Datatype } from './datatype.ts';
import type { ModelManifest } from './model-manifest.ts';
import type { PayloadTensor } from './payload.ts';
import { decodePayload } from './payload-decode.ts';
import { encodePayload } from './payload-encode.ts';
import { tensorOf, tensorValues } from './tensor-values.ts';

/** How a model takes pictures: its one input, as far as its manifest's shape tells. */
export interface PictureInput {
  readonly name: string;
  readonly datatype: Extract<Datatype, 'UINT8' | 'FP32'>;
  readonly width: number;
  readonly height: number;
  /** 1: grey, 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** Whether all of one channel comes before the next one (NCHW), or the channels of a pixel stand together (NHWC). */
  readonly planar: boolean;
}

/** null: the model takes something else than pictures, one a batch item. */
export function pictureInputOf({ inputs }: Pick<ModelManifest, 'inputs'>): PictureInput | null {
  const [input, ...others] = inputs;
  if (!input || others.length > 0) return null;
  const { name, datatype, shape } = input;
  const [batch, a = -1, b = -1, c = -1, ...rest] = shape;
  if (batch !== -1 || rest.length > 0 || shape.length !== 4) return null;
  if (datatype !== 'UINT8' && datatype !== 'FP32') return null;
  const planar = a === 1 || a === 3;
  const [channels, height, width] = planar ? [a, b, c] : [c, a, b];
  if ((channels !== 1 && channels !== 3) || height < 1 || width < 1) return null;
  return { name, datatype, width, height, channels, planar };
}

/**
 * The pictures as one request: UINT8 as they are, FP32 scaled to 0..1.
 * @param pictures bytes 0–255, rows from top to bottom, the channels of a pixel together
 */
export function encodePictures(input: PictureInput, pictures: readonly Uint8Array[]): Uint8Array {
  const { name, datatype, width, height, channels, planar } = input;
  const pixels = width * height;
  const bytes = new Uint8Array(pictures.length * pixels * channels);
  for (const [n, picture] of pictures.entries()) {
    const start = n * pixels * channels;
    for (let i = 0; i < pixels * channels; i += 1) {
      const [pixel, channel] = [Math.floor(i / channels), i % channels];
      bytes[start + (planar ? channel * pixels + pixel : i)] = picture[i] ?? 0;
    }
  }
  const count = pictures.length;
  const shape = planar ? [count, channels, height, width] : [count, height, width, channels];
  const tensor: PayloadTensor =
    datatype === 'UINT8'
      ? tensorOf(name, 'UINT8', shape, bytes)
      : tensorOf(
          name,
          'FP32',
          shape,
          Float32Array.from(bytes, (byte) => byte / 255),
        );
  return encodePayload({ kind: 'request', tensors: [tensor] });
}

/**
 * For each of the `count` items of a request what the model says of each class, as it came: logits or probabilities.
 * null: the answer is no [count, classes] FP32 tensor. @throws PayloadError when it is no payload
 */
export function classScores(answer: Uint8Array, count: number): readonly Float32Array[] | null {
  const { tensors } = decodePayload(answer, { kind: 'response', finite: true });
  const [scores] = tensors;
  const [items, classes = 0] = scores?.shape ?? [];
  if (scores?.datatype !== 'FP32' || scores.shape.length !== 2 || items !== count || classes === 0)
    return null;
  const values = tensorValues(scores, 'FP32');
  return Array.from({ length: count }, (_, row) => values.subarray(row * classes, (row + 1) * classes));
}

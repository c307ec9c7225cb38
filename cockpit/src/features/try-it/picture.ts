import type { PictureInput } from '@airo/wingman/schemas';

/** A picture as the model gets it: bytes 0–255, rows from top to bottom, the channels of a pixel together. */
export interface Picture {
  readonly name: string;
  readonly pixels: Uint8Array;
  /** What is really on it, where that is known. */
  readonly truth?: number;
}

const LIGHT = 140;

/**
 * RGBA as it comes from a canvas → what the model takes. Grey models were trained on light things on black: a picture with
 * a light border is turned around.
 */
export function toPixels(
  rgba: Uint8ClampedArray,
  input: Pick<PictureInput, 'width' | 'height' | 'channels'>,
): Uint8Array {
  const { width, height, channels } = input;
  const count = width * height;
  if (channels === 3)
    return Uint8Array.from({ length: count * 3 }, (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)] ?? 0);
  const grey = Uint8Array.from({ length: count }, (_, i) => {
    const [r = 0, g = 0, b = 0] = rgba.subarray(i * 4, i * 4 + 3);
    return Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  });
  return borderOf(grey, width, height) > LIGHT ? grey.map((value) => 255 - value) : grey;
}

/** Mean of the outermost pixels. */
function borderOf(grey: Uint8Array, width: number, height: number): number {
  let sum = 0;
  let count = 0;
  for (const [i, value] of grey.entries()) {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x !== 0 && y !== 0 && x !== width - 1 && y !== height - 1) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

/** Any picture of the browser's, fitted into the model's frame without distorting it. */
export function drawnFor(
  source: CanvasImageSource & { width: number; height: number },
  input: PictureInput,
): Uint8Array {
  const canvas = new OffscreenCanvas(input.width, input.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8Array(input.width * input.height * input.channels);
  const scale = Math.min(input.width / source.width, input.height / source.height);
  const [w, h] = [source.width * scale, source.height * scale];
  context.imageSmoothingQuality = 'high';
  // The frame takes the colour of the picture's corner, so that no edge is seen that is not there.
  context.drawImage(source, 0, 0, 1, 1, 0, 0, input.width, input.height);
  context.drawImage(source, (input.width - w) / 2, (input.height - h) / 2, w, h);
  return toPixels(context.getImageData(0, 0, input.width, input.height).data, input);
}

/** @throws TypeError when the browser can't read it as a picture */
export async function pictureOfFile(file: File, input: PictureInput): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new TypeError(`${file.name} is no picture that this browser can read: take a PNG, JPEG or WebP`);
  });
  try {
    return { name: file.name, pixels: drawnFor(bitmap, input) };
  } finally {
    bitmap.close();
  }
}

/** The same as RGBA, to be shown. */
export function toRgba({ pixels }: Pick<Picture, 'pixels'>, channels: 1 | 3): Uint8ClampedArray<ArrayBuffer> {
  const count = pixels.length / channels;
  return Uint8ClampedArray.from({ length: count * 4 }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 4), i % 4];
    if (channel === 3) return 255;
    return pixels[channels === 1 ? pixel : pixel * 3 + channel] ?? 0;
  });
}

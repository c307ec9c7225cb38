import type { PictureInput } from '@airo/wingman/schemas';
import imagesUrl from '../../../../models/fashion-test-images-512.u8?url';
import labelsUrl from '../../../../models/fashion-test-labels-512.u8?url';
import type { Picture } from './picture.ts';

const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** Whether the test pictures are what the model takes. */
export const fitsTestPictures = ({ width, height, channels }: PictureInput): boolean =>
  width === SIDE && height === SIDE && channels === 1;

const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** 512 test pictures of Fashion-MNIST with what is on them; 400 kB, fetched when asked for. */
export async function loadTestPictures(): Promise<readonly Picture[]> {
  const [images, labels] = await Promise.all([bytesOf(imagesUrl), bytesOf(labelsUrl)]);
  return Array.from(labels, (truth, n) => ({
    name: `test picture ${n}`,
    pixels: images.subarray(n * PIXELS, (n + 1) * PIXELS),
    truth,
  }));
}

import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const PIXELS = 28 * 28;
const WARM_UP_RUNS = 3;
const MEASURE_MS = 2_000;

/** Pictures a second of ONNX Runtime alone, one thread, the batch already in memory: the ceiling of what a bot could do. */
export async function bareOnnxRuntime(init: {
  model: string;
  images: string;
  batch: number;
}): Promise<number> {
  const images = new Uint8Array(await readFile(init.images)).subarray(0, init.batch * PIXELS);
  const session = await InferenceSession.create(init.model, { intraOpNumThreads: 1 });
  const name = session.inputNames[0] ?? '';
  const feed = { [name]: new Tensor('uint8', images, [init.batch, 1, 28, 28]) };
  for (let i = 0; i < WARM_UP_RUNS; i += 1) await session.run(feed);
  let runs = 0;
  const began = performance.now();
  while (performance.now() - began < MEASURE_MS) {
    await session.run(feed);
    runs += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  await session.release();
  return (runs * init.batch) / seconds;
}

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

/** A model in ONNX Runtime alone, on inputs of zeros that are in memory already. */
export interface BareModel {
  /** Of these batch sizes the one with the most items a second. */
  best(batches: readonly number[]): Promise<number>;
  perSecond(batch: number): Promise<number>;
  close(): Promise<void>;
}

/** @param inputs of the model's manifest; the first axis is the batch */
export async function bareModel(
  file: Uint8Array,
  inputs: readonly { readonly name: string; readonly datatype: string; readonly shape: readonly number[] }[],
  threads: number,
): Promise<BareModel> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: threads, interOpNumThreads: 1 });
  const feedOf = (batch: number) =>
    Object.fromEntries(
      inputs.map(({ name, datatype, shape }) => {
        const dims = [batch, ...shape.slice(1)];
        const size = dims.reduce((product, d) => product * d, 1);
        const tensor =
          datatype === 'FP32'
            ? new Tensor('float32', new Float32Array(size), dims)
            : new Tensor('uint8', new Uint8Array(size), dims);
        return [name, tensor];
      }),
    );
  const perSecond = async (batch: number) => {
    const feed = feedOf(batch);
    for (let i = 0; i < WARM_UP_RUNS; i += 1) await session.run(feed);
    let runs = 0;
    const began = performance.now();
    while (performance.now() - began < MEASURE_MS) {
      await session.run(feed);
      runs += 1;
    }
    return (runs * batch * 1_000) / (performance.now() - began);
  };
  return {
    perSecond,
    async best(batches) {
      const rates = new Map<number, number>();
      for (const batch of batches) rates.set(batch, await perSecond(batch));
      return [...rates].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])[0];
    },
    close: () => session.release(),
  };
}

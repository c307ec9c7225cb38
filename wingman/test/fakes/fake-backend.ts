import { WingmanError } from '../../src/errors.ts';
import type { InferenceBackend, LoadedModel } from '../../src/ports/inference.ts';
import { type PayloadTensor, tensorOf } from '../../src/schemas/index.ts';

/** Computes, for models of one UINT8 input, two FP32 numbers an item: the sum of its bytes and its negative. */
export class FakeBackend implements InferenceBackend {
  readonly hardware = 'fake';
  /** Items of each run. */
  readonly runs: number[] = [];
  failLoad = false;
  failRun = false;

  async load(): Promise<LoadedModel> {
    if (this.failLoad) throw new WingmanError('MODEL_LOAD_FAILED', 'fake: no', {});
    return { run: async (inputs) => this.#run(inputs), close: async () => {} };
  }

  #run([input]: readonly PayloadTensor[]): PayloadTensor[] {
    const items = input?.shape[0] ?? 0;
    this.runs.push(items);
    if (this.failRun || !input) throw new WingmanError('MODEL_RUN_FAILED', 'fake: no', {});
    const size = input.data.length / items;
    const values = Float32Array.from({ length: items * 2 }, (_, i) => {
      const item = Math.floor(i / 2);
      const sum = input.data.subarray(item * size, (item + 1) * size).reduce((a, b) => a + b, 0);
      return i % 2 === 0 ? sum : -sum;
    });
    return [tensorOf('logits', 'FP32', [items, 2], values)];
  }

  async close() {}
}

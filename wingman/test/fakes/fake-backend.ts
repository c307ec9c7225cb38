import { WingmanError } from '../../src/errors.ts';
import type { InferenceBackend, LoadedModel, Place } from '../../src/ports/inference.ts';
import { type PayloadTensor, tensorOf } from '../../src/schemas/index.ts';

/** Computes, for models of one UINT8 input, two FP32 numbers an item: the sum of its bytes and its negative. */
export class FakeBackend implements InferenceBackend {
  place: Place = { kind: 'here', threads: 1, runtime: 'fake' };
  /** Models that are loaded now. */
  open = 0;
  loads = 0;
  /** What `check` and, for away, `run` reject with. */
  away: WingmanError | null = null;
  /** Inputs that a run refuses, by the first byte, and with what. */
  readonly poison = new Map<number, WingmanError>();
  /** Items of each run. */
  readonly runs: number[] = [];
  failLoad = false;
  failRun = false;

  async load(): Promise<LoadedModel> {
    if (this.failLoad) throw new WingmanError('MODEL_LOAD_FAILED', 'fake: no', {});
    this.open += 1;
    this.loads += 1;
    let closed = false;
    return {
      hardware: 'fake',
      run: async (inputs) => {
        if (closed) throw new WingmanError('MODEL_UNAVAILABLE', 'fake: closed', {});
        return this.#run(inputs);
      },
      check: async () => {
        if (this.away) throw this.away;
      },
      close: async () => {
        if (!closed) this.open -= 1;
        closed = true;
      },
    };
  }

  #run([input]: readonly PayloadTensor[]): PayloadTensor[] {
    const items = input?.shape[0] ?? 0;
    this.runs.push(items);
    if (this.away) throw this.away;
    for (const [byte, error] of this.poison) if (input?.data.includes(byte)) throw error;
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

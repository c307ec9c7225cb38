import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { splitTensors } from '../../../src/domain/tensor-batch.ts';
import { warmUp } from '../../../src/pipeline/model/warm-up.ts';
import type { InferenceBackend, LoadedModel } from '../../../src/ports/inference.ts';
import { type ModelManifest, type PayloadTensor, tensorOf } from '../../../src/schemas/index.ts';

/** A back end with a model that it can run. */
export interface Given {
  readonly backend: InferenceBackend;
  readonly manifest: ModelManifest;
  readonly path: string | null;
  /** Requests of so many items, others for each seed. */
  readonly inputs: (seed: number, items: number) => readonly PayloadTensor[];
  /** Of what isn't the back end's. */
  readonly close?: () => Promise<void>;
}

const START_TIMEOUT_MS = 600_000;

/** Pictures of one channel, of the size that the manifest says. */
export function pictures({ inputs: [spec] }: ModelManifest): Given['inputs'] {
  const item = spec?.shape.slice(1) ?? [];
  const size = item.reduce((a, b) => a * b, 1);
  return (seed, items) => [
    tensorOf(
      'image',
      'UINT8',
      [items, ...item],
      Uint8Array.from({ length: items * size }, (_, i) => (i * seed) % 251),
    ),
  ];
}

/** What every back end keeps to. */
export function backendSuite(name: string, open: () => Promise<Given>): void {
  describe(`inference by ${name}`, () => {
    let given: Given;
    let model: LoadedModel;
    beforeAll(async () => {
      given = await open();
      model = await given.backend.load(given.path, given.manifest);
    }, START_TIMEOUT_MS);
    afterAll(async () => {
      await given?.backend.close();
      await given?.close?.();
    });

    it('gives the outputs that the manifest names, one row an item', async () => {
      const outputs = await model.run(given.inputs(7, 3));
      expect(outputs.map(({ name, datatype, shape }) => ({ name, datatype, shape: [...shape] }))).toEqual(
        given.manifest.outputs.map(({ name, datatype, shape }) => ({
          name,
          datatype,
          shape: [3, ...shape.slice(1)],
        })),
      );
    });

    it('gives an item the same bytes alone and in a batch, and leaves the input as it was', async () => {
      const batch = given.inputs(7, 4);
      const before = batch.map(({ data }) => Uint8Array.from(data));
      const together = splitTensors(await model.run(batch), [1, 1, 1, 1])[2] ?? [];
      expect(batch.map(({ data }) => Uint8Array.from(data))).toEqual(before);
      const third = splitTensors(batch, [1, 1, 1, 1])[2] ?? [];
      const alone = await model.run(third);
      expect(alone.map(({ data }) => [...data])).toEqual(together.map(({ data }) => [...data]));
    });

    it('answers runs that were asked for at once, each with its own', async () => {
      const [a, b] = await Promise.all([model.run(given.inputs(3, 1)), model.run(given.inputs(5, 2))]);
      expect([a[0]?.shape[0], b[0]?.shape[0]]).toEqual([1, 2]);
      const again = await model.run(given.inputs(3, 1));
      expect([...(again[0]?.data ?? [])]).toEqual([...(a[0]?.data ?? [])]);
    });

    it('can be measured, is there when it is looked at, and says what it runs on', async () => {
      const benchmark = await warmUp(model, given.manifest, () => performance.now());
      expect(benchmark.perSecond).toBeGreaterThan(0);
      await model.check();
      expect(model.hardware).not.toBe('');
    });

    it('takes no run once it is closed', async () => {
      const other = await given.backend.load(given.path, given.manifest);
      await other.close();
      await other.close();
      await expect(other.run(given.inputs(7, 1))).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
      expect(await model.run(given.inputs(7, 1))).toHaveLength(given.manifest.outputs.length);
    });
  });
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Hex, type ModelId, modelId } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Capacity } from '../../../src/domain/capacity.ts';
import { WingmanError } from '../../../src/errors.ts';
import { checkReferences } from '../../../src/pipeline/model/check-references.ts';
import { type HostContext, hostModel } from '../../../src/pipeline/model/host-model.ts';
import { MeasuredModels } from '../../../src/pipeline/model/measured-models.ts';
import { ModelDesk } from '../../../src/pipeline/model/model-desk.ts';
import { Residency } from '../../../src/pipeline/model/residency.ts';
import { ServedModels } from '../../../src/pipeline/model/served-models.ts';
import { warmUp } from '../../../src/pipeline/model/warm-up.ts';
import type { InferenceBackend } from '../../../src/ports/inference.ts';
import {
  decodePayload,
  encodeManifest,
  encodePayload,
  type ModelManifest,
  type PayloadTensor,
  tensorOf,
} from '../../../src/schemas/index.ts';
import { onnxFile } from '../../fakes/onnx-file.ts';
import { createRig, picture, type Rig, sampleModel, silent } from '../../fakes/rig.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';
import { until } from '../../fakes/until.ts';

const OTHER: Hex = `0x${'f'.repeat(64)}`;

describe('hosting a model', () => {
  let rig: Rig;
  let context: HostContext;
  let changed: unknown[];
  beforeEach(async () => {
    rig = await createRig();
    changed = [];
    const { chain, blobs, backend } = rig;
    context = {
      chain,
      blobs,
      backendFor: () => backend,
      residency: new Residency({
        memoryBytes: 2 ** 30,
        threads: 2,
        idleMs: Number.POSITIVE_INFINITY,
        log: silent,
        now: () => performance.now(),
      }),
      cacheDir: join(rig.folder, 'models'),
      localDir: null,
      maxModelBytes: 100_000,
      served: new ServedModels(),
      capacity: new Capacity(() => 1),
      measured: new MeasuredModels(rig.store),
      onFileChanged: (model, detail) => changed.push([model, detail]),
      log: silent,
      monotonic: () => performance.now(),
    };
  });
  afterEach(() => rig.close());

  /** Registers a model whose manifest or file was changed. */
  async function register(
    change: (manifest: ModelManifest) => ModelManifest,
    changes: { file?: Uint8Array; weightsRoot?: Hex; artifact?: Hex } = {},
  ): Promise<ModelId> {
    const sample = await sampleModel();
    const file = changes.file ?? sample.file;
    const artifact = await rig.blobs.put(file);
    const own = { ...sample.manifest, artifact: { sha256: artifact.hash, size: file.length } };
    const manifest = change(own);
    const described = await rig.blobs.put(encodeManifest(manifest));
    return rig.chain.addModel({
      artifact: changes.artifact ? { ...artifact, hash: changes.artifact } : artifact,
      manifest: described,
      weightsRoot: changes.weightsRoot ?? manifest.weightsRoot,
    });
  }

  it('fetches, checks, measures and offers it once', async () => {
    const ready = await hostModel(context, rig.model);
    expect(ready.benchmark.points.map((p) => p.batch)).toEqual([1, 2, 4, 8, 16]);
    expect(context.capacity.throughput(rig.model)).toBe(ready.benchmark.perSecond);
    expect(rig.chain.calls).toEqual(['providers.offer']);
    await hostModel(context, rig.model);
    expect(rig.chain.calls).toEqual(['providers.offer']);
    expect(context.served.ready(rig.model, ready.manifestHash)).toBe(ready);
    expect(context.served.ready(rig.model, OTHER)).toBeUndefined();
    context.served.delete(rig.model);
    expect(context.served.get(rig.model)).toBeUndefined();
  });

  it('offers anew what was never measured, and does not wait for it', async () => {
    const never = { p50Ms: 0, p95Ms: 0, perSecond: 0, maxBatch: 16, hardware: '' };
    rig.chain.offered.set(rig.model, never);
    await hostModel(context, rig.model);
    await until(() => rig.chain.offered.get(rig.model) !== never);
    expect(rig.chain.offered.get(rig.model)?.p95Ms).toBeGreaterThan(0);
    expect(rig.chain.calls).toEqual(['providers.offer']);
  });

  it('keeps the file, and fetches it again when the kept one is damaged', async () => {
    await hostModel(context, rig.model);
    const [name = ''] = await readdir(context.cacheDir);
    const path = join(context.cacheDir, name);
    const whole = await readFile(path);
    await writeFile(path, 'damaged');
    await hostModel({ ...context, served: new ServedModels() }, rig.model);
    expect(await readFile(path)).toEqual(whole);
    rig.blobs.held.delete(rig.chain.models.get(rig.model)?.artifact.hash ?? '0x');
    await hostModel({ ...context, served: new ServedModels() }, rig.model);
  });

  it('measures its memory once, and again for another manifest or another setup', async () => {
    const measured: (readonly number[])[] = [];
    const measuring = (runtime: string): InferenceBackend => ({
      place: { kind: 'here', threads: 1, runtime },
      load: () => rig.backend.load(),
      measureMemory: async (path, { name }, batches) => {
        expect([await readFile(path), name]).toEqual([(await sampleModel()).file, expect.any(String)]);
        measured.push(batches);
        return 77_000_000;
      },
      close: async () => {},
    });
    const again = (runtime = 'one', id = rig.model) =>
      hostModel({ ...context, served: new ServedModels(), backendFor: () => measuring(runtime) }, id);
    expect((await again()).benchmark.memoryBytes).toBe(77_000_000);
    expect(context.residency.memoryUsed).toBe(77_000_000);
    expect((await again()).benchmark.memoryBytes).toBe(77_000_000);
    expect(measured).toEqual([[1, 2, 4, 8, 16]]);
    await again('another');
    expect(measured).toHaveLength(2);
    const renamed = await register((m) => ({ ...m, name: 'renamed', maxBatch: 4 }));
    const known = await rig.store.state(`measured-${rig.model}`);
    await rig.store.saveState(`measured-${renamed}`, known);
    await again('another', renamed);
    expect(measured.slice(2)).toEqual([[1, 2, 4]]);
    await rig.store.saveState(`measured-${renamed}`, { what: 'an older Wingman wrote' });
    await again('another', renamed);
    expect(measured).toHaveLength(4);
  });

  it('says that its file was changed, runs it no more, and goes on with the file that is fetched anew', async () => {
    const ready = await hostModel(context, rig.model);
    const [name = ''] = await readdir(context.cacheDir);
    const path = join(context.cacheDir, name);
    const whole = await readFile(path);
    await writeFile(path, 'changed');
    rig.backend.away = new WingmanError('MODEL_FILE_CHANGED', 'fake: not what it was', {});
    const { tensors } = decodePayload(picture(1), { kind: 'request' });
    await expect(ready.loaded.run(tensors)).rejects.toMatchObject({ code: 'MODEL_FILE_CHANGED' });
    expect(changed).toEqual([[rig.model, 'fake: not what it was']]);
    await until(() => rig.backend.open === 0);
    rig.backend.away = null;
    expect(await ready.loaded.run(tensors)).toHaveLength(1);
    expect([rig.backend.loads, await readFile(path)]).toEqual([2, whole]);
  });

  const damage: readonly (readonly [string, (whole: Uint8Array) => Uint8Array])[] = [
    ['cut short', (whole) => whole.subarray(0, whole.length >> 1)],
    ['emptied', () => new Uint8Array()],
    ['with one bit flipped', (whole) => whole.map((byte, i) => (i === whole.length >> 1 ? byte ^ 1 : byte))],
  ];
  it.each(damage)(
    'loads no file that was %s after it was checked: a whole one is fetched',
    async (_, spoil) => {
      const loaded: Buffer[] = [];
      const { backend } = rig;
      const backendFor = () => ({
        place: backend.place,
        load: async (path: string | null) => {
          loaded.push(await readFile(path ?? ''));
          return backend.load();
        },
        close: () => backend.close(),
      });
      let now = 0;
      const residency = new Residency({
        memoryBytes: 2 ** 30,
        threads: 2,
        idleMs: 1,
        log: silent,
        now: () => now,
      });
      const ready = await hostModel({ ...context, backendFor, residency }, rig.model);
      const [name = ''] = await readdir(context.cacheDir);
      const path = join(context.cacheDir, name);
      const whole = await readFile(path);
      await writeFile(path, spoil(whole));
      now = 10;
      await residency.sweep();
      const { tensors } = decodePayload(picture(1), { kind: 'request' });
      await ready.loaded.run(tensors);
      expect(loaded).toEqual([whole, whole]);

      // Without Dx there is no answer at all, rather than a wrong one.
      await writeFile(path, spoil(whole));
      rig.blobs.down = true;
      now = 20;
      await residency.sweep();
      await expect(ready.loaded.run(tensors)).rejects.toMatchObject({ code: 'MODEL_NOT_FETCHED' });
    },
  );

  describe('that runs on a server', () => {
    const url = 'http://gpu:8000';
    beforeEach(() => {
      rig.backend.place = { kind: 'server', url };
    });

    it('needs no file, and counts for the server, not for this machine', async () => {
      const { artifact } = rig.chain.models.get(rig.model) ?? {};
      rig.blobs.held.delete(artifact?.hash ?? '0x');
      const ready = await hostModel(context, rig.model);
      expect(context.capacity.throughput(rig.model)).toBe(ready.benchmark.perSecond);
      expect(context.residency.memoryUsed).toBe(0);
      context.capacity.setThroughput(modelId(9), 100);
      context.capacity.commit('here', { model: modelId(9), inferences: 90, durationMs: 1_000, until: 1 });
      expect([context.capacity.usedFor(modelId(9)), context.capacity.usedFor(rig.model)]).toEqual([0.9, 0]);
    });

    it('is vouched for by nobody who has not seen its file', async () => {
      const model = rig.chain.models.get(rig.model);
      if (model) rig.chain.models.set(rig.model, { ...model, status: { kind: 'draft', attestations: 0 } });
      rig.blobs.held.delete(model?.artifact.hash ?? '0x');
      await expect(hostModel(context, rig.model)).rejects.toMatchObject({ code: 'MODEL_NOT_FETCHED' });
    });

    it('may be of a file that nobody looks into', async () => {
      const file = new TextEncoder().encode('an image of a container');
      const id = await register(
        (m) => ({
          ...m,
          format: 'opaque',
          runtime: { name: 'triton', version: '25.10.0' },
          weightsRoot: m.artifact.sha256,
        }),
        { file, weightsRoot: (await rig.blobs.put(file)).hash },
      );
      expect(await hostModel(context, id)).toMatchObject({ state: 'ready' });
    });

    it('is loaded anew when it is asked for while it is away', async () => {
      const model = await hostModel(context, rig.model);
      context.served.set({ state: 'away', id: rig.model, code: 'x', reason: 'x', model });
      expect(await hostModel(context, rig.model)).not.toBe(model);
      expect([rig.backend.loads, rig.backend.open]).toEqual([2, 1]);
    });
  });

  it('is not loaded when it takes more memory than models may have', async () => {
    const residency = new Residency({ memoryBytes: 1, threads: 1, idleMs: 1, log: silent, now: () => 0 });
    await expect(hostModel({ ...context, residency }, rig.model)).rejects.toMatchObject({
      code: 'MODEL_TOO_LARGE',
    });
    expect(rig.backend.loads).toBe(0);
    expect(rig.chain.calls).toEqual([]);
  });

  it('uploads what Dx lacks and the models folder has', async () => {
    const { file, manifest } = await sampleModel();
    const localDir = join(rig.folder, 'local');
    await mkdir(localDir);
    await writeFile(join(localDir, 'sample.onnx'), file);
    await writeFile(join(localDir, 'sample.manifest.json'), encodeManifest(manifest));
    await writeFile(join(localDir, 'wrong.onnx'), new Uint8Array(file.length));
    await writeFile(join(localDir, 'notes.txt'), '');
    rig.blobs.held.clear();
    await hostModel({ ...context, localDir }, rig.model);
    expect(rig.blobs.held.size).toBe(2);
    rig.blobs.held.clear();
    const elsewhere = {
      ...context,
      served: new ServedModels(),
      localDir: '/nowhere',
      cacheDir: join(rig.folder, 'empty'),
    };
    await expect(hostModel(elsewhere, rig.model)).rejects.toMatchObject({ code: 'MODEL_NOT_FETCHED' });
  });

  it('loads another manifest of the model anew', async () => {
    const first = await hostModel(context, rig.model);
    const again = await rig.blobs.put(encodeManifest({ ...first.manifest, description: 'better' }));
    const model = rig.chain.models.get(rig.model);
    if (model) rig.chain.models.set(rig.model, { ...model, manifest: again, version: 2 });
    const second = await hostModel(context, rig.model);
    expect(second.manifest.description).toBe('better');
    expect(context.served.ready(rig.model, first.manifestHash)).toBeUndefined();
  });

  describe('that is a draft', () => {
    const draft = () => {
      const model = rig.chain.models.get(rig.model);
      if (model) rig.chain.models.set(rig.model, { ...model, status: { kind: 'draft', attestations: 0 } });
    };

    it('vouches for it', async () => {
      draft();
      await hostModel(context, rig.model);
      expect(rig.chain.calls).toEqual(['models.attest', 'providers.offer']);
    });

    it('goes on when others were faster, and fails when the chain is away', async () => {
      draft();
      rig.chain.before = (call) => {
        if (call === 'models.attest')
          throw new WingmanError('CHAIN_REJECTED', 'x', { pallet: 'models', error: 'AlreadyListed' });
      };
      await hostModel(context, rig.model);
      rig.chain.before = () => {
        throw new WingmanError('CHAIN_UNAVAILABLE', 'x', {});
      };
      await expect(hostModel(context, rig.model)).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
    });
  });

  const bad: [string, string, () => Promise<ModelId>][] = [
    ['that nobody registered', 'MODEL_UNKNOWN', async () => modelId(99)],
    [
      'whose file is no model',
      'ONNX_NOT_A_MODEL',
      () => register((m) => m, { file: new TextEncoder().encode('no model') }),
    ],
    [
      'of an operator set of the future',
      'ONNX_OPSET_UNSUPPORTED',
      () => register((m) => m, { file: onnxFile({ opset: 999 }) }),
    ],
    [
      'whose manifest says another operator set',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => ({ ...m, runtime: { ...m.runtime, opset: 17 } })),
    ],
    [
      'whose manifest says other inputs',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => ({ ...m, inputs: [{ name: 'image', datatype: 'FP32', shape: [-1, 1, 2, 2] }] })),
    ],
    [
      'whose manifest says other outputs',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => ({ ...m, outputs: [{ name: 'logits', datatype: 'FP32', shape: [-1, 3] }] })),
    ],
    [
      'whose manifest says other weights than the file has',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => ({ ...m, weightsRoot: OTHER })),
    ],
    [
      'whose manifest says other weights than the chain',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => m, { weightsRoot: OTHER }),
    ],
    [
      'whose manifest names another file than the chain',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => m, { artifact: OTHER }),
    ],
    [
      'whose manifest says another size than the chain',
      'MODEL_MANIFEST_MISMATCH',
      () => register((m) => ({ ...m, artifact: { ...m.artifact, size: 5 } })),
    ],
    [
      'whose manifest is not on Dx',
      'MODEL_NOT_FETCHED',
      async () =>
        rig.chain.addModel({
          artifact: { hash: OTHER, size: 1n },
          manifest: { hash: OTHER, size: 1n },
          weightsRoot: OTHER,
        }),
    ],
    [
      'whose manifest is something else',
      'MANIFEST_NOT_JSON',
      async () =>
        rig.chain.addModel({
          artifact: { hash: OTHER, size: 1n },
          manifest: await rig.blobs.put(Uint8Array.of(1)),
          weightsRoot: OTHER,
        }),
    ],
  ];
  it.each(bad)('%s fails with a name, and is offered to nobody', async (_, code, make) => {
    const id = await make();
    await expect(hostModel(context, id)).rejects.toMatchObject({ code });
    expect(context.served.get(id)).toMatchObject({ state: 'failed', code });
    expect(rig.chain.calls).toEqual([]);
  });

  it('that is larger than allowed is not fetched', async () => {
    const limited = { ...context, maxModelBytes: 10 };
    await expect(hostModel(limited, rig.model)).rejects.toMatchObject({
      code: 'MODEL_NOT_FETCHED',
      message: expect.stringContaining('more than 10 bytes'),
    });
  });

  it('that the runtime can’t load or run fails with its name, a defect as one', async () => {
    rig.backend.failLoad = true;
    await expect(hostModel(context, rig.model)).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
    rig.backend.failLoad = false;
    rig.backend.failRun = true;
    await expect(hostModel(context, rig.model)).rejects.toMatchObject({ code: 'MODEL_RUN_FAILED' });
    rig.chain.model = async () => {
      throw 'odd';
    };
    await expect(hostModel(context, rig.model)).rejects.toBe('odd');
    expect(context.served.get(rig.model)).toEqual({
      state: 'failed',
      id: rig.model,
      code: 'INTERNAL',
      reason: 'odd',
    });
  });

  it('is tried again while it fails, until the bot stops', async () => {
    const stop = new AbortController();
    const clock = { now: () => 0, wait: async () => new Promise<void>((resolve) => setImmediate(resolve)) };
    const desk = new ModelDesk(context, clock, stop.signal);
    rig.blobs.down = true;
    const keeping = desk.keep([rig.model]);
    await until(() => context.served.get(rig.model)?.state === 'failed');
    rig.blobs.down = false;
    await keeping;
    expect(context.served.list()).toMatchObject([{ state: 'ready' }]);
    const broken = desk.keep([modelId(99)]);
    await until(() => context.served.get(modelId(99))?.state === 'failed');
    stop.abort();
    await broken;
    await expect(desk.host(modelId(99))).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });
});

describe('the references of a manifest', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
  });
  afterEach(() => rig.close());

  const answer = (...values: number[]): Uint8Array =>
    encodePayload({
      kind: 'response',
      tensors: [tensorOf('logits', 'FP32', [1, 2], Float32Array.from(values))],
    });
  const check = async (expected: Uint8Array, changes: Partial<ModelManifest> = {}) => {
    const [inputs, outputs] = [await rig.blobs.put(picture(2)), await rig.blobs.put(expected)];
    const reference = [
      {
        inputs: { sha256: inputs.hash, size: Number(inputs.size) },
        outputs: { sha256: outputs.hash, size: Number(outputs.size) },
      },
    ];
    return checkReferences(rig.blobs, await rig.backend.load(), { ...rig.manifest, reference, ...changes });
  };

  it('are reproduced within the tolerance', async () => {
    await check(answer(8, -8));
    await check(answer(8.0001, -8));
  });

  it('that are not are an error that names them', async () => {
    await expect(check(answer(9, -8))).rejects.toMatchObject({ code: 'MODEL_REFERENCE_MISMATCH' });
    const other: PayloadTensor = tensorOf('scores', 'FP32', [1, 2], Float32Array.of(8, -8));
    const named = encodePayload({ kind: 'response', tensors: [other] });
    await expect(check(named)).rejects.toMatchObject({ data: { reference: 0, output: 'logits' } });
    await expect(check(answer(8, -8), { tolerance: {} })).rejects.toMatchObject({
      code: 'MODEL_REFERENCE_MISMATCH',
    });
  });

  it('that are not on Dx are an error', async () => {
    const reference = [{ inputs: { sha256: OTHER, size: 1 }, outputs: { sha256: OTHER, size: 1 } }];
    const model = await rig.backend.load();
    await expect(checkReferences(rig.blobs, model, { ...rig.manifest, reference })).rejects.toMatchObject({
      code: 'MODEL_NOT_FETCHED',
    });
  });
});

describe('a warm-up', () => {
  it('fills open dimensions, gives texts to models that want them, and spares slow models', async () => {
    const shapes: (readonly number[])[] = [];
    let time = 0;
    const model = {
      hardware: 'slow',
      check: async () => {},
      run: async (inputs: readonly PayloadTensor[]) => {
        shapes.push(...inputs.map((i) => i.shape));
        time += 3_000;
        return [];
      },
      close: async () => {},
    };
    const manifest = sampleManifest({
      inputs: [{ name: 'text', datatype: 'BYTES', shape: [-1, -1] }],
      maxBatch: 4,
    });
    const benchmark = await warmUp(model, manifest, () => time);
    expect(benchmark.points.map((p) => p.batch)).toEqual([1, 2, 4]);
    expect(shapes).toEqual([
      [1, 1],
      [1, 1],
      [2, 1],
      [4, 1],
    ]);
  });
});

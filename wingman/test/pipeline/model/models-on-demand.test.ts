import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MeasuredModels } from '../../../src/pipeline/model/measured-models.ts';
import { ModelsOnDemand, type OnDemandContext } from '../../../src/pipeline/model/models-on-demand.ts';
import { Residency } from '../../../src/pipeline/model/residency.ts';
import { ServedModels } from '../../../src/pipeline/model/served-models.ts';
import { createRig, type Rig, silent } from '../../fakes/rig.ts';
import { until } from '../../fakes/until.ts';

const HOUR_MS = 3_600_000;

describe('models on demand', () => {
  let rig: Rig;
  let served: ServedModels;
  let models: ModelsOnDemand;
  let now = 0;
  let calls = 0;
  beforeEach(async () => {
    rig = await createRig();
    served = new ServedModels();
    [now, calls] = [0, 0];
    const limits = { memoryBytes: 2 ** 30, threads: 2, idleMs: Number.POSITIVE_INFINITY };
    const context: OnDemandContext = {
      served,
      blobs: rig.blobs,
      log: silent,
      residency: new Residency({ ...limits, log: silent, now: () => now }),
      backendFor: () => rig.backend,
      cacheDir: `${rig.folder}/models`,
      localDir: null,
      maxModelBytes: 100_000,
      measured: new MeasuredModels(rig.store),
      onFileChanged: () => {},
      monotonic: () => now++,
      onReady: () => calls++,
    };
    models = new ModelsOnDemand(context);
  });
  afterEach(() => rig.close());

  const agreement = () => {
    const manifest = rig.chain.models.get(rig.model)?.manifest.hash;
    return { model: rig.model, manifest: manifest ?? '0x' };
  };
  const state = () => served.get(rig.model)?.state;

  it('are loaded once, by the manifest that the agreement names, and without a chain', async () => {
    models.want(agreement());
    expect(state()).toBe('loading');
    models.want(agreement());
    await until(() => state() === 'ready');
    models.want(agreement());
    expect(served.ready(rig.model, agreement().manifest)?.manifest.name).toBe('sample');
    expect([rig.backend.loads, calls]).toEqual([1, 1]);
    expect(rig.chain.calls).toEqual([]);
  });

  it('that can not be had are away, so that jobs go back, and are tried again later', async () => {
    const held = new Map(rig.blobs.held);
    rig.blobs.held.clear();
    models.want(agreement());
    await until(() => state() === 'failed');
    expect(served.get(rig.model)).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    for (const [hash, bytes] of held) rig.blobs.held.set(hash, bytes);
    models.want(agreement());
    expect(state()).toBe('failed');
    now += HOUR_MS;
    models.want(agreement());
    await until(() => state() === 'ready');
  });
});

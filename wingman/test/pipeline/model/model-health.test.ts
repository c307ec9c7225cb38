import { modelId } from '@airo/chain-types';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { WingmanError } from '../../../src/errors.ts';
import { lookAtModels, watchModels } from '../../../src/pipeline/model/model-health.ts';
import { Residency } from '../../../src/pipeline/model/residency.ts';
import { type ReadyModel, ServedModels } from '../../../src/pipeline/model/served-models.ts';
import { Watchdog } from '../../../src/pipeline/watchdog.ts';
import { FakeBackend } from '../../fakes/fake-backend.ts';
import { silent } from '../../fakes/rig.ts';
import { sampleBenchmark } from '../../fakes/sample-benchmark.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';

const ID = modelId(3);
const AWAY = new WingmanError('MODEL_UNAVAILABLE', 'sample: is not there', {});

describe('a served model', () => {
  const served = new ServedModels();
  let backend: FakeBackend;
  let ready: ReadyModel;
  let back: number;
  beforeEach(async () => {
    backend = new FakeBackend();
    back = 0;
    ready = {
      state: 'ready',
      id: ID,
      manifestHash: `0x${'a'.repeat(64)}`,
      manifest: sampleManifest(),
      loaded: await backend.load(),
      benchmark: sampleBenchmark({ bestBatch: 1, perSecond: 1 }),
    };
    served.set(ready);
  });
  const residency = new Residency({
    memoryBytes: 1,
    threads: 1,
    idleMs: 1,
    log: silent,
    now: () => 0,
  });
  const clock = { now: () => 0, wait: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const context = () => ({ served, residency, clock, log: silent, onBack: () => back++ });

  it('is served no more while its server is away, and again when it is back', async () => {
    backend.away = AWAY;
    await lookAtModels(context());
    expect(served.get(ID)).toMatchObject({ state: 'away', code: 'MODEL_UNAVAILABLE', model: ready });
    expect(served.ready(ID, ready.manifestHash)).toBeUndefined();
    const watchdog = new Watchdog({ now: () => 0 }, 3_000);
    watchdog.sawBlock(1);
    expect(watchdog.readiness(served)).toEqual({ ok: false, reasons: ['model 3: sample: is not there'] });
    await lookAtModels(context());
    expect(back).toBe(0);
    backend.away = null;
    await lookAtModels(context());
    expect(served.get(ID)).toBe(ready);
    expect(back).toBe(1);
    expect(watchdog.readiness(served).ok).toBe(true);
  });

  it('that was loaded anew while it was looked at is left as it is', async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const check = () => asked.then(() => Promise.reject(AWAY));
    served.set({ ...ready, loaded: { ...ready.loaded, check } });
    const looking = lookAtModels(context());
    served.set(ready);
    answer();
    await looking;
    expect(served.get(ID)).toBe(ready);
  });

  it('with a defect is away with its reason, and models that are not ready are not looked at', async () => {
    const broken = async () => {
      throw 'odd';
    };
    served.set({ ...ready, loaded: { ...ready.loaded, check: broken } });
    served.set({ state: 'loading', id: modelId(4) });
    await lookAtModels(context());
    expect(served.get(ID)).toMatchObject({ state: 'away', code: 'INTERNAL', reason: 'odd' });
    served.delete(modelId(4));
  });

  it('is looked at until the bot stops', async () => {
    const stop = new AbortController();
    let looks = 0;
    const check = async () => {
      looks += 1;
      if (looks === 3) stop.abort();
    };
    served.set({ ...ready, loaded: { ...ready.loaded, check } });
    await watchModels(context(), stop.signal);
    expect(looks).toBe(3);
  });

  it('whose server hangs does not keep the bot from stopping', async () => {
    const stop = new AbortController();
    const check = () => {
      stop.abort();
      return new Promise<void>(() => {});
    };
    served.set({ ...ready, loaded: { ...ready.loaded, check } });
    await watchModels(context(), stop.signal);
    expect(served.get(ID)).toMatchObject({ state: 'ready' });
  });
});

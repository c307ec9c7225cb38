import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Capacity } from '../../../src/domain/capacity.ts';
import { MeasuredModels } from '../../../src/pipeline/model/measured-models.ts';
import { ModelsOnDemand } from '../../../src/pipeline/model/models-on-demand.ts';
import { Residency } from '../../../src/pipeline/model/residency.ts';
import { ServedModels } from '../../../src/pipeline/model/served-models.ts';
import { report } from '../../../src/pipeline/model/worker-report.ts';
import { WorkerWatch } from '../../../src/pipeline/model/worker-watch.ts';
import { createRig, type Rig, silent } from '../../fakes/rig.ts';
import { sampleBenchmark } from '../../fakes/sample-benchmark.ts';
import { until } from '../../fakes/until.ts';

describe('workers, as the leader counts them', () => {
  let rig: Rig;
  let capacity: Capacity;
  let leader: ServedModels;
  let watch: WorkerWatch;
  let now: number;
  let beats: number;
  beforeEach(async () => {
    rig = await createRig();
    [now, beats] = [0, 0];
    capacity = new Capacity(() => 1, false);
    leader = new ServedModels();
    const { store, model, manifest, backend } = rig;
    leader.set({
      ...{ state: 'ready', id: model, manifestHash: hashOf(), manifest },
      ...{ loaded: await backend.load(), benchmark: sampleBenchmark({ perSecond: 7 }) },
    });
    capacity.setThroughput(model, 7);
    const clock = { now: () => 0, wait: async () => {} };
    watch = new WorkerWatch({ store, served: leader, capacity, clock, log: silent, monotonic: () => now });
  });
  afterEach(() => rig.close());

  const hashOf = () => rig.chain.models.get(rig.model)?.manifest.hash ?? '0x';
  function worker(name: string) {
    const served = new ServedModels();
    const backendFor = () => rig.backend;
    const limits = { memoryBytes: 2 ** 30, threads: 2, idleMs: Number.POSITIVE_INFINITY };
    const models = new ModelsOnDemand({
      ...{ served, blobs: rig.blobs, log: silent, backendFor, onReady: () => {}, onFileChanged: () => {} },
      residency: new Residency({ ...limits, log: silent, now: () => 0 }),
      ...{ cacheDir: `${rig.folder}/${name}`, localDir: null, maxModelBytes: 100_000 },
      measured: new MeasuredModels(rig.store, name),
      monotonic: () => performance.now(),
    });
    const clock = { now: () => ++beats, wait: async () => {} };
    const context = { name, store: rig.store, served, models, backendFor, clock, log: silent };
    return {
      served,
      tell: (isLeaving = false) => report(context, isLeaving),
      perSecond: () => {
        const state = served.get(rig.model);
        return state?.state === 'ready' ? state.benchmark.perSecond : 0;
      },
    };
  }

  it('measure what is served before a job comes, and count while they are heard of', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.tell();
    expect(a.served.list()).toEqual([]);
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(7);
    for (const one of [a, b]) {
      await one.tell();
      await until(() => one.perSecond() > 0);
      await one.tell();
    }
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(a.perSecond() + b.perSecond());
    now = 15_000;
    await b.tell();
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(a.perSecond() + b.perSecond());
    now = 25_000;
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(b.perSecond());
    await b.tell(true);
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(0);
    await a.tell();
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(a.perSecond());
  });

  it('do not count with another version of the model, or with what can not be read', async () => {
    const models = [{ model: rig.model, manifest: `0x${'f'.repeat(64)}`, perSecond: 50, place: 'here' }];
    await rig.store.saveState('worker/old', { beat: 1, models });
    await rig.store.saveState('worker/odd', { beat: 'x', models });
    await watch.look();
    expect(capacity.throughput(rig.model)).toBe(7);
  });
});

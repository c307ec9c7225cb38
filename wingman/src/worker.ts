import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { agreementId, type ModelId } from '@airo/chain-types';
import { type Clock, Closer, type Logger, startHealthServer } from '@airo/program';
import { openBackEnds } from './adapters/inference/back-ends.ts';
import { readBackEnds } from './back-ends.ts';
import { openDataFolder } from './data-folder.ts';
import { blobsOf, machineOf } from './machine.ts';
import { createMetrics } from './metrics.ts';
import { observeStore } from './pipeline/events/observe-store.ts';
import type { InferContext } from './pipeline/execution/context.ts';
import { inferProcessor } from './pipeline/execution/infer.ts';
import { KeyedLock } from './pipeline/execution/keyed-lock.ts';
import { SharedHead } from './pipeline/execution/shared-head.ts';
import { Relay } from './pipeline/follow/relay.ts';
import { MeasuredModels } from './pipeline/model/measured-models.ts';
import { watchModels } from './pipeline/model/model-health.ts';
import { ModelsOnDemand } from './pipeline/model/models-on-demand.ts';
import { Residency } from './pipeline/model/residency.ts';
import { ServedModels } from './pipeline/model/served-models.ts';
import { report, reportModels } from './pipeline/model/worker-report.ts';
import type { Processor } from './ports/queue.ts';
import type { Store } from './ports/store.ts';
import type { WorkerSettings } from './settings.ts';
import { SharedStorage } from './shared-storage.ts';
import type { Owner } from './storage.ts';

const LOOK_FOR_LEADER_MS = 2_000;

export interface RunningWorker {
  /** What `wingman worker` prints when it takes jobs. */
  readonly ready: { readonly event: 'ready'; readonly account: string; readonly metricsUrl: string };
  close(): Promise<void>;
}

/** Takes inference jobs, and nothing else: it has neither a chain nor a key. Models come when a job needs them. */
export async function startWorker(init: {
  settings: WorkerSettings;
  log: Logger;
  clock: Clock;
  signal: AbortSignal;
}): Promise<RunningWorker> {
  const { settings, log, clock } = init;
  const closer = new Closer((name, error) => log.warn({ err: error }, `closing ${name}`));
  const stopping = new AbortController();
  const signal = AbortSignal.any([init.signal, stopping.signal]);
  try {
    const folder = await openDataFolder(settings.dataDir);
    closer.add('data folder', () => folder.close());
    const backEnds = openBackEnds(await readBackEnds(settings.backEnds), { ...settings, clock, log });
    closer.add('inference', () => backEnds.close());
    const shared = await SharedStorage.open(init);
    closer.add('storage', () => shared.close());

    const served = new ServedModels();
    const residency = new Residency({ ...machineOf(settings), log, now: () => performance.now() });
    const metrics = createMetrics({
      capacityUsed: () => 0,
      modelMemory: () => residency.memoryUsed,
      openOrders: () => 0,
    });
    const head = new SharedHead({ store: shared.store, clock, log });
    await head.look();
    void head.run(signal);
    let problems = () => ['no Wingman leads in this database yet'];
    const health = await startHealthServer({
      host: settings.metricsHost,
      port: settings.metricsPort,
      registry: metrics.registry,
      ready: () => ({ ok: problems().length === 0, reasons: problems() }),
    });
    closer.add('health', () => health.close());

    const owner = await leaderOf(shared, clock, log, signal);
    const { queue, ...storage } = await shared.openQueue(owner);
    // What the leader can't see because it is written here.
    const store = observeStore(
      storage.store,
      () => clock.now(),
      (event) => event.kind === 'request' && shared.tell(event),
    );
    const relay = new Relay({ store, queue, log });
    const blobs = blobsOf(settings);
    const onJobs = () => relay.nudge(head.number);
    const name = `${hostname()}:${resolve(settings.dataDir)}`;
    const models = new ModelsOnDemand({
      blobs,
      served,
      residency,
      log,
      cacheDir: folder.models,
      localDir: null,
      maxModelBytes: settings.maxModelBytes,
      backendFor: (model) => backEnds.for(model),
      measured: new MeasuredModels(store, name),
      onFileChanged: (model, detail) => log.error({ model }, detail),
      monotonic: () => performance.now(),
      onReady: onJobs,
    });
    const context: InferContext = {
      store,
      blobs,
      served,
      log,
      locks: new KeyedLock(),
      head: () => head.number,
      maxPayloadBytes: settings.maxPayloadBytes,
      onJobs,
      observe: metrics.execution,
    };
    void watchModels({ served, residency, clock, log, onBack: onJobs }, signal);
    const reporting = {
      name,
      store,
      served,
      models,
      backendFor: (model: ModelId) => backEnds.for(model),
      clock,
      log,
    };
    void reportModels(reporting, signal);
    await queue.start('inference', withModels(store, models, inferProcessor(context)), settings);
    problems = () => [head.problem, queue.problem()].filter((problem) => problem !== null);
    return {
      ready: { event: 'ready', account: owner.account, metricsUrl: health.url },
      close: async () => {
        // What runs is finished first, with all it needs.
        await queue.close();
        await report(reporting, true).catch(() => {});
        await relay.idle();
        stopping.abort();
        await closer.close();
      },
    };
  } catch (error) {
    stopping.abort();
    await closer.close();
    throw error;
  }
}

function withModels(store: Store, models: ModelsOnDemand, infer: Processor): Processor {
  return async (job, attempt) => {
    const agreement = await store.agreement(agreementId(job.data.agreement));
    if (agreement) models.want(agreement);
    await infer(job, attempt);
  };
}

async function leaderOf(
  shared: SharedStorage,
  clock: Clock,
  log: Logger,
  signal: AbortSignal,
): Promise<Owner> {
  for (let look = 0; ; look++) {
    const owner = await shared.owner().catch((error) => {
      log.warn({ err: error }, 'the database could not be asked for its owner');
      return null;
    });
    if (owner) return owner;
    if (look === 0) log.info('waits for a Wingman that leads in this database');
    await clock.wait(LOOK_FOR_LEADER_MS, signal);
  }
}

import type { BlockRef, MessageSigner, ModelId } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { Capacity } from './domain/capacity.ts';
import type { ServedModel } from './domain/order-filter.ts';
import type { Recent } from './domain/recent.ts';
import { registerEndpointMetrics } from './endpoint-metrics.ts';
import { registerGuardMetrics } from './guard-metrics.ts';
import type { BackupCopy } from './http/context.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { AlertDesk } from './pipeline/alerts/alert-desk.ts';
import type { ConfigKeeper } from './pipeline/config-keeper.ts';
import { Relay } from './pipeline/follow/relay.ts';
import { Alarms } from './pipeline/guard/alarms.ts';
import { DxWatch } from './pipeline/guard/dx-watch.ts';
import { Guard } from './pipeline/guard/guard.ts';
import { Hindrances } from './pipeline/guard/hindrances.ts';
import { MeasuredModels } from './pipeline/model/measured-models.ts';
import { ModelDesk } from './pipeline/model/model-desk.ts';
import { Residency, type ResidencyInit } from './pipeline/model/residency.ts';
import { ServedModels } from './pipeline/model/served-models.ts';
import { WorkerWatch } from './pipeline/model/worker-watch.ts';
import { decisionsOf, headReads } from './pipeline/order/head-reads.ts';
import { OrderDesk } from './pipeline/order/order-desk.ts';
import { OrderEndings } from './pipeline/order/order-endings.ts';
import { RivalBids } from './pipeline/order/rival-bids.ts';
import { PricingDesk } from './pipeline/pricing/pricing-desk.ts';
import { UsdRateKeeper } from './pipeline/pricing/usd-rate-keeper.ts';
import { Watchdog } from './pipeline/watchdog.ts';
import type { AlertSink } from './ports/alert-sink.ts';
import type { Blobs } from './ports/blobs.ts';
import type { Chain } from './ports/chain.ts';
import type { Disk } from './ports/disk.ts';
import type { InferenceBackend } from './ports/inference.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Store } from './ports/store.ts';
import type { UsdRateSource } from './ports/usd-rate.ts';
import type { BotEvent } from './schemas/rest-events.ts';

export interface BotInit {
  readonly chain: Chain;
  readonly store: Store;
  readonly queue: JobQueue;
  readonly backendFor: (model: ModelId) => InferenceBackend;
  /** What models may take of this machine. */
  readonly machine: Pick<ResidencyInit, 'memoryBytes' | 'threads' | 'idleMs'>;
  readonly blobs: Blobs;
  readonly config: ConfigKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: { readonly maxPayloadBytes: number; readonly maxModelBytes: number };
  readonly cacheDir: string;
  readonly localDir: string | null;
  readonly usd: { readonly source: UsdRateSource | null; readonly maxAgeMs: number };
  /** Where alerts go; null sends none. */
  readonly alertSink: AlertSink | null;
  readonly disk: Disk;
  /** Of public statements; null makes none. */
  readonly signer: MessageSigner | null;
  readonly monotonic: () => number;
  /** A copy of the data folder. */
  readonly backup: () => Promise<BackupCopy>;
  /** What is streamed over REST. */
  readonly events: Recent<BotEvent>;
  readonly logs: Recent<string>;
  readonly tidy: { readonly everyBlocks: number; readonly run: () => Promise<void> };
  /** Whether inference jobs are taken here too, not only by workers. */
  readonly inference: boolean;
  /** What keeps database and queue from working now, for people. */
  readonly problems: () => readonly string[];
}

/** What a bot consists of, each part knowing those it needs. */
export interface BotParts {
  /** Dx, watched. */
  readonly blobs: Blobs;
  readonly metrics: Metrics;
  readonly served: ServedModels;
  readonly endings: OrderEndings;
  readonly rivals: RivalBids;
  readonly usd: UsdRateKeeper;
  readonly pricing: PricingDesk;
  readonly capacity: Capacity;
  readonly watchdog: Watchdog;
  readonly relay: Relay;
  readonly orders: OrderDesk;
  readonly models: ModelDesk;
  readonly measured: MeasuredModels;
  readonly workers: WorkerWatch;
  readonly residency: Residency;
  readonly alerts: AlertDesk;
  readonly alarms: Alarms;
  readonly guard: Guard;
  /** What orders may count on. */
  readonly servedModel: (id: ModelId) => ServedModel;
}

/** @param signal aborts when the bot stops */
export function assembleBot(init: BotInit, head: () => BlockRef, signal: AbortSignal): BotParts {
  const { chain, store, queue, log, clock } = init;
  const config = () => init.config.current.config;
  const served = new ServedModels();
  const endings = new OrderEndings();
  const rivals = new RivalBids();
  const capacity = new Capacity(() => config().capacity.utilisation, init.inference);
  const watchdog = new Watchdog(clock, chain.constants.blockTimeMs, () => chain.endpoints);
  const relay = new Relay({ store, queue, log });
  const residency = new Residency({ ...init.machine, log, now: init.monotonic });
  const metrics = createMetrics({
    capacityUsed: () => capacity.used,
    modelMemory: () => residency.memoryUsed,
    openOrders: () => orders.size,
  });
  registerEndpointMetrics(metrics.registry, () => chain.endpoints);
  const { account, genesisHash } = chain;
  const alerts = new AlertDesk({ store, clock, log, account, genesisHash, sink: init.alertSink });
  const alert = alerts.raise.bind(alerts);
  const hindrances = new Hindrances({
    alert,
    log,
    // What failed meanwhile is handed out again; an id that waits or runs is known to the queue.
    onOver: () =>
      void store.resetJobs().then(
        () => relay.nudge(),
        (error) => log.error({ err: error }, 'jobs wait'),
      ),
  });
  const blobs = new DxWatch(init.blobs, (detail) => hindrances.report('DX_AWAY', detail));
  const alarms = new Alarms({
    alert,
    hindrances,
    chain,
    store,
    served,
    disk: init.disk,
    dx: blobs,
    clock,
    log,
    isChainLost: () => watchdog.isSilent,
  });
  const guard = new Guard({
    alert,
    chain,
    store,
    clock,
    log,
    account,
    config,
    hindrances,
    onFault: (kind) => guardMetrics.fault(kind),
  });
  const guardMetrics = registerGuardMetrics(metrics.registry, guard);
  const onFileChanged = (model: ModelId, detail: string) =>
    void guard.breaker
      .fileChanged(model, detail)
      .catch((error) => log.error({ err: error, model }, 'a breaker that opened is not kept'));
  const measured = new MeasuredModels(store);
  const models = new ModelDesk(
    { ...init, ...init.limits, blobs, served, capacity, residency, measured, onFileChanged },
    clock,
    signal,
  );
  const usd = new UsdRateKeeper({ ...init.usd, store, clock, log });
  const reads = headReads(chain, head);
  const pricing = new PricingDesk({ reads, chain, store, queue, log, capacity, config, usd });
  const servedModel = (id: ModelId) => servedAs(served, id);
  const orders = new OrderDesk(
    {
      chain,
      reads,
      decide: decisionsOf(store),
      store,
      log,
      capacity,
      endings,
      rivals,
      pricing,
      gate: guard,
      config,
      servedModel: (order) => servedModel(order.spec.model),
      modelLoaded: (model, signal) => served.loaded(model, signal),
      head,
    },
    signal,
    ({ reason }) => metrics.orderEnded(reason),
  );
  return {
    blobs,
    metrics,
    served,
    endings,
    rivals,
    usd,
    pricing,
    capacity,
    watchdog,
    relay,
    orders,
    models,
    measured,
    workers: new WorkerWatch({ store, served, capacity, clock, log, monotonic: init.monotonic }),
    residency,
    alerts,
    alarms,
    guard,
    servedModel,
  };
}

function servedAs(served: ServedModels, id: ModelId): ServedModel {
  const state = served.get(id);
  if (!state) return { state: 'absent' };
  if (state.state === 'away') return { state: 'failed' };
  if (state.state !== 'ready') return { state: state.state };
  return { state: 'ready', manifest: state.manifestHash, perSecond: state.benchmark.perSecond };
}

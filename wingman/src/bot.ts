import { type BlockEvents, type BlockRef, type ModelId, modelId } from '@airo/chain-types';
import type { Clock, Logger, Readiness } from '@airo/program';
import { Capacity } from './domain/capacity.ts';
import type { ServedModel } from './domain/order-filter.ts';
import type { RestContext } from './http/context.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { ConfigKeeper } from './pipeline/config-keeper.ts';
import type { ExecutionContext } from './pipeline/execution/context.ts';
import { inferProcessor } from './pipeline/execution/infer.ts';
import { KeyedLock } from './pipeline/execution/keyed-lock.ts';
import { publishProcessor } from './pipeline/execution/publish.ts';
import { settleProcessor } from './pipeline/execution/settle.ts';
import { followBest } from './pipeline/follow/follow-best.ts';
import { followFinalised } from './pipeline/follow/follow-finalised.ts';
import { Relay } from './pipeline/follow/relay.ts';
import { ModelDesk } from './pipeline/model/model-desk.ts';
import { ServedModels } from './pipeline/model/served-models.ts';
import { OrderDesk } from './pipeline/order/order-desk.ts';
import { OrderEndings } from './pipeline/order/order-endings.ts';
import { RivalBids } from './pipeline/order/rival-bids.ts';
import { PricingDesk } from './pipeline/pricing/pricing-desk.ts';
import { UsdRateKeeper } from './pipeline/pricing/usd-rate-keeper.ts';
import { Watchdog } from './pipeline/watchdog.ts';
import type { Blobs } from './ports/blobs.ts';
import type { Chain } from './ports/chain.ts';
import type { InferenceBackend } from './ports/inference.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Store } from './ports/store.ts';
import type { UsdRateSource } from './ports/usd-rate.ts';

const CONCURRENCY = { inference: 4, publish: 4, settle: 2 } as const;

export interface BotInit {
  readonly chain: Chain;
  readonly store: Store;
  readonly queue: JobQueue;
  readonly backend: InferenceBackend;
  readonly blobs: Blobs;
  readonly config: ConfigKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: { readonly maxPayloadBytes: number; readonly maxModelBytes: number };
  readonly cacheDir: string;
  readonly localDir: string | null;
  readonly usd: { readonly source: UsdRateSource | null; readonly maxAgeMs: number };
  readonly monotonic: () => number;
  readonly tidy: { readonly everyBlocks: number; readonly run: () => Promise<void> };
}

/** The bot over its ports: what `startWingman` builds on real ones, tests build on fakes. */
export class Bot {
  readonly metrics: Metrics;
  readonly #init: BotInit;
  readonly #stopping = new AbortController();
  readonly #served = new ServedModels();
  readonly #endings = new OrderEndings();
  readonly #rivals = new RivalBids();
  readonly #usd: UsdRateKeeper;
  readonly #pricing: PricingDesk;
  readonly #capacity: Capacity;
  readonly #watchdog: Watchdog;
  readonly #relay: Relay;
  readonly #orders: OrderDesk;
  readonly #models: ModelDesk;
  readonly #waiting = new Set<() => void>();
  #head: BlockRef = { number: 0, hash: '0x' };
  #tidiedAt = 0;
  #running: Promise<unknown> = Promise.resolve();

  constructor(init: BotInit) {
    this.#init = init;
    const { chain, store, queue, log, clock, config } = init;
    const signal = this.#stopping.signal;
    this.#capacity = new Capacity(() => config.current.config.capacity.utilisation);
    this.#watchdog = new Watchdog(clock, chain.constants.blockTimeMs);
    this.#relay = new Relay({ store, queue, log });
    this.metrics = createMetrics({
      capacityUsed: () => this.#capacity.used,
      openOrders: () => this.#orders.size,
    });
    this.#models = new ModelDesk(
      { ...init, ...init.limits, served: this.#served, capacity: this.#capacity },
      clock,
      signal,
    );
    this.#usd = new UsdRateKeeper({ ...init.usd, store, clock, log });
    this.#pricing = new PricingDesk({
      chain,
      store,
      queue,
      log,
      capacity: this.#capacity,
      config: () => config.current.config,
      usd: this.#usd,
    });
    this.#orders = new OrderDesk(
      {
        chain,
        store,
        log,
        capacity: this.#capacity,
        endings: this.#endings,
        rivals: this.#rivals,
        pricing: this.#pricing,
        config: () => config.current.config,
        servedModel: (order) => this.#servedModel(order.spec.model),
        head: () => this.#head,
      },
      signal,
      ({ stage, reason }) => this.metrics.orderEnded(stage, reason),
    );
  }

  /**
   * Starts following, serving and bidding. The promise rejects when the bot can't go on, and never resolves before
   * `close`.
   */
  async start(models: readonly ModelId[]): Promise<never> {
    const { store, queue, chain, config, clock, log } = this.#init;
    const signal = this.#stopping.signal;
    const models$ = this.#models.keep(models);
    await store.resetJobs();
    await this.#usd.start(signal);
    const context = this.#executionContext();
    await queue.start('inference', inferProcessor(context), { concurrency: CONCURRENCY.inference });
    await queue.start('publish', publishProcessor(context), { concurrency: CONCURRENCY.publish });
    await queue.start('settle', settleProcessor(context), { concurrency: CONCURRENCY.settle });
    config.onChange(({ models }) => {
      this.#models.keep(models.map(modelId)).then(() => this.#modelsReady());
    });
    const onBlock = (block: BlockEvents | null, head: BlockRef) => this.#onBlock(block, head);
    this.#running = Promise.all([
      models$.then(() => this.#modelsReady()),
      followBest({ chain, store, clock, log, onBlock }, signal),
      followFinalised({ chain, store, clock, log }, signal),
    ]);
    await this.#running;
    return new Promise<never>(() => {});
  }

  readiness(): ReturnType<Readiness> {
    return this.#watchdog.readiness(this.#served);
  }

  /** Resolves when it can bid. Rejects with the signal's reason. */
  untilReady(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!this.readiness().ok) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      look();
    });
  }

  restContext(): RestContext {
    const { chain, store, queue, config } = this.#init;
    return {
      chain,
      store,
      queue,
      config,
      served: this.#served,
      capacity: this.#capacity,
      pricing: this.#pricing,
      usd: () => this.#usd.current(),
      ready: () => this.readiness(),
      head: () => this.#head.number,
      host: async (id) => {
        await this.#models.host(id);
        this.#modelsReady();
        const { models } = config.current.config;
        // An empty list stands for what is offered on chain, which this model now is.
        if (models.length > 0 && !models.includes(id)) await config.patch({ models: [...models, id] }, null);
      },
    };
  }

  /** Stops taking work and waits for what runs. The parts it was given are closed by their owner. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running.catch(() => {});
    await Promise.all([this.#orders.close(), this.#relay.idle()]);
  }

  #executionContext(): ExecutionContext {
    const { chain, store, blobs, log, limits } = this.#init;
    return {
      chain,
      store,
      blobs,
      log,
      served: this.#served,
      locks: new KeyedLock(),
      head: () => this.#head.number,
      maxPayloadBytes: limits.maxPayloadBytes,
      onJobs: () => this.#relay.nudge(),
      observe: this.metrics.execution,
    };
  }

  async #onBlock(block: BlockEvents | null, head: BlockRef): Promise<void> {
    this.#head = head;
    this.#watchdog.sawBlock(head.number);
    this.metrics.head(head.number);
    if (block) {
      this.#endings.tellAll(block);
      this.#rivals.tellAll(block, this.#init.chain.account);
      this.#pricing.sawEvents(block);
    } else this.#endings.doubtAll();
    await this.#pricing.sawBlock(head.number);
    this.#relay.nudge(head.number);
    this.#capacity.reap(head.number);
    await this.#holdCapacity();
    await this.#orders.take();
    this.#changed();
    await this.#tidy(head.number);
  }

  /** Jobs may have waited for a model. */
  #modelsReady(): void {
    this.#relay.nudge();
    this.#changed();
  }

  #changed(): void {
    for (const look of this.#waiting) look();
  }

  /** Agreements hold their share of the machine until they are closed or their time is over. */
  async #holdCapacity(): Promise<void> {
    const { store, chain } = this.#init;
    for (const { id, model, inferences, expires } of await store.openAgreements()) {
      const left = Math.max(1, expires - this.#head.number);
      const durationMs = left * chain.constants.blockTimeMs;
      if (this.#capacity.throughput(modelId(model)) > 0) {
        this.#capacity.commit(`agreement-${id}`, { model, inferences, durationMs, until: expires });
      }
    }
  }

  #servedModel(id: ModelId): ServedModel {
    const state = this.#served.get(id);
    if (!state) return { state: 'absent' };
    if (state.state !== 'ready') return { state: state.state };
    return { state: 'ready', manifest: state.manifestHash, perSecond: state.benchmark.perSecond };
  }

  async #tidy(head: number): Promise<void> {
    const { everyBlocks, run } = this.#init.tidy;
    if (head - this.#tidiedAt < everyBlocks) return;
    this.#tidiedAt = head;
    await run().catch((error) => this.#init.log.warn({ err: error }, 'the database could not be tidied'));
  }
}

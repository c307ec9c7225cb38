import {
  type BlockEvents,
  type BlockRef,
  type EndpointSwitch,
  type Hex,
  type ModelId,
  modelId,
} from '@airo/chain-types';
import type { Readiness } from '@airo/program';
import { assembleBot, type BotInit, type BotParts } from './bot-parts.ts';
import type { RestContext } from './http/context.ts';
import type { Metrics } from './metrics.ts';
import type { ExecutionContext } from './pipeline/execution/context.ts';
import { inferProcessor } from './pipeline/execution/infer.ts';
import { KeyedLock } from './pipeline/execution/keyed-lock.ts';
import { publishProcessor } from './pipeline/execution/publish.ts';
import { settleProcessor } from './pipeline/execution/settle.ts';
import { followBest } from './pipeline/follow/follow-best.ts';
import { followFinalised } from './pipeline/follow/follow-finalised.ts';
import type { Left } from './pipeline/guard/bot-control.ts';
import { placeName } from './pipeline/model/measured-models.ts';
import { watchModels } from './pipeline/model/model-health.ts';
import { StatementDesk } from './pipeline/statements/statement-desk.ts';

const CONCURRENCY = { inference: 4, publish: 4, settle: 2 } as const;

/** The bot over its ports: what `startWingman` builds on real ones, tests build on fakes. */
export class Bot {
  readonly #init: BotInit;
  readonly #stopping = new AbortController();
  readonly #parts: BotParts;
  readonly #waiting = new Set<() => void>();
  #head: BlockRef = { number: 0, hash: '0x' };
  #tidiedAt = 0;
  #running: Promise<unknown> = Promise.resolve();

  constructor(init: BotInit) {
    this.#init = init;
    this.#parts = assembleBot(init, () => this.#head, this.#stopping.signal);
  }

  get metrics(): Metrics {
    return this.#parts.metrics;
  }

  /**
   * Starts following, serving and bidding. The promise rejects when the bot can't go on, and never resolves before
   * `close`.
   */
  async start(models: readonly ModelId[]): Promise<never> {
    const { store, queue, chain, config, clock, log } = this.#init;
    const signal = this.#stopping.signal;
    const models$ = this.#parts.models.keep(models);
    await store.resetJobs();
    await this.#parts.guard.load();
    await this.#parts.usd.start(signal);
    const context = this.#executionContext();
    if (this.#init.inference) {
      await queue.start('inference', inferProcessor(context), { concurrency: CONCURRENCY.inference });
    }
    await queue.start('publish', publishProcessor(context), { concurrency: CONCURRENCY.publish });
    await queue.start('settle', settleProcessor(context), { concurrency: CONCURRENCY.settle });
    config.onChange(({ models }) => {
      this.#parts.models.keep(models.map(modelId)).then(() => this.#modelsReady());
    });
    const onBlock = (block: BlockEvents | null, head: BlockRef) => this.#onBlock(block, head);
    const onMissed = (blocks: readonly BlockEvents[]) => this.#onMissed(blocks);
    this.#running = Promise.all([
      models$.then(() => this.#modelsReady()),
      watchModels(
        {
          served: this.#parts.served,
          residency: this.#parts.residency,
          clock,
          log,
          onBack: () => this.#modelsReady(),
        },
        signal,
      ),
      followBest(
        { chain, store, clock, log, onBlock, onMissed, observe: this.#parts.metrics.execution },
        signal,
      ),
      followFinalised({ chain, store, clock, log }, signal),
      this.#parts.workers.run(signal),
      this.#parts.alerts.run(signal),
      this.#parts.alarms.run(signal),
    ]);
    await this.#running;
    return new Promise<never>(() => {});
  }

  /** An RPC endpoint was left for another. */
  endpointSwitched({ from, to, detail }: EndpointSwitch): void {
    this.#parts.alerts.raise('ENDPOINT_SWITCHED', to, `${from} was left: ${detail}`);
  }

  readiness(): ReturnType<Readiness> {
    const { reasons } = this.#parts.watchdog.readiness(this.#parts.served);
    const all = [...this.#init.problems(), ...reasons];
    return { ok: all.length === 0, reasons: all };
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
    const { chain, store, queue, config, clock, events, logs, backup } = this.#init;
    return {
      now: () => clock.now(),
      events,
      logs,
      backup,
      chain,
      store,
      queue,
      config,
      served: this.#parts.served,
      models: this.#parts.models,
      capacity: this.#parts.capacity,
      pricing: this.#parts.pricing,
      statements: this.#statements(),
      usd: () => this.#parts.usd.current(),
      guard: this.#parts.guard,
      alerts: this.#parts.alerts,
      left: () => this.#left(),
      ready: () => this.readiness(),
      head: () => this.#head.number,
      host: async (id) => {
        await this.#parts.models.host(id);
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
    await Promise.all([this.#parts.orders.close(), this.#parts.relay.idle(), this.#parts.alerts.idle()]);
  }

  #statements(): StatementDesk | null {
    const { chain, clock, config, signer } = this.#init;
    if (!signer) return null;
    return new StatementDesk({
      chain,
      clock,
      signer,
      capacity: this.#parts.capacity,
      pricing: this.#parts.pricing,
      gate: this.#parts.guard,
      config: () => config.current.config,
      servedModel: (model) => this.#parts.servedModel(modelId(model)),
      head: () => this.#head.number,
      models: () => this.#parts.served.list().map(({ id }) => id),
    });
  }

  #executionContext(): ExecutionContext {
    const { chain, store, log, limits } = this.#init;
    return {
      chain,
      store,
      blobs: this.#parts.blobs,
      log,
      served: this.#parts.served,
      locks: new KeyedLock(),
      head: () => this.#head.number,
      maxPayloadBytes: limits.maxPayloadBytes,
      onJobs: () => this.#parts.relay.nudge(),
      observe: this.#parts.metrics.execution,
    };
  }

  async #onBlock(block: BlockEvents | null, head: BlockRef): Promise<void> {
    this.#head = head;
    this.#parts.watchdog.sawBlock(head.number);
    this.#parts.metrics.head(head.number);
    this.#parts.relay.nudge(head.number);
    if (block) {
      this.#parts.endings.tellAll(block);
      this.#parts.rivals.tellAll(block, this.#init.chain.account);
      this.#parts.pricing.sawEvents(block);
    } else this.#parts.endings.doubtAll();
    await this.#parts.pricing.sawBlock(head.number);
    this.#parts.capacity.reap(head.number);
    await this.#holdCapacity();
    await this.#parts.guard.sawBlock(block);
    this.#parts.alarms.lookAtEndpoint();
    await this.#parts.orders.take(block);
    await this.#parts.guard.control.sawBlock(head.number, () => this.#left());
    this.#changed();
    await this.#tidy(head.number);
  }

  /** What is to be learnt of blocks that are over; what is to be done follows from storage. */
  async #onMissed(blocks: readonly BlockEvents[]): Promise<void> {
    for (const block of blocks) {
      if (block.events.every(({ event }) => event.type === 'other')) continue;
      this.#parts.pricing.sawEvents(block);
      await this.#parts.guard.breaker.sawBlock(block);
    }
  }

  /** Resolves when the bot is drained and was to stop then. */
  get drained(): Promise<void> {
    return this.#parts.guard.control.drained;
  }

  async #left(): Promise<Left> {
    const agreements = (await this.#init.store.openAgreements()).length;
    return { orders: this.#parts.orders.size, agreements };
  }

  /** Jobs may have waited for a model. */
  #modelsReady(): void {
    this.#parts.relay.nudge();
    this.#changed();
  }

  #changed(): void {
    for (const look of this.#waiting) look();
  }

  /** Agreements hold their share of the machine until they are closed or their time is over. */
  async #holdCapacity(): Promise<void> {
    const { store, chain } = this.#init;
    const { capacity, served } = this.#parts;
    for (const { id, model, manifest, inferences, expires } of await store.openAgreements()) {
      const left = Math.max(1, expires - this.#head.number);
      const durationMs = left * chain.constants.blockTimeMs;
      if (capacity.throughput(model) === 0) await this.#recall(model, manifest);
      // One that was never measured fills its place until it is; one that can't be loaded takes nothing.
      if (capacity.throughput(model) > 0 || served.get(model)?.state === 'loading') {
        capacity.commit(`agreement-${id}`, { model, inferences, durationMs, until: expires });
      } else capacity.release(`agreement-${id}`);
    }
  }

  /** What the model did before the start, until it is measured anew. */
  async #recall(model: ModelId, manifest: Hex): Promise<void> {
    const { place } = this.#init.backendFor(model);
    const known = await this.#parts.measured.of(model, manifest, place);
    if (known) this.#parts.capacity.setThroughput(model, known.perSecond, placeName(place));
  }

  async #tidy(head: number): Promise<void> {
    const { everyBlocks, run } = this.#init.tidy;
    if (head - this.#tidiedAt < everyBlocks) return;
    this.#tidiedAt = head;
    await run().catch((error) => this.#init.log.warn({ err: error }, 'the database could not be tidied'));
  }
}

import {
  type Agreement,
  type AgreementId,
  accountId,
  agreementId,
  type Bid,
  type Blob,
  type BlockEvents,
  type BlockRef,
  type ChainEvent,
  type ChainParameters,
  type Hex,
  type Inclusion,
  type Model,
  type ModelId,
  type MoneyBuckets,
  modelId,
  type Order,
  type OrderId,
  orderId,
  type Planck,
  type Provider,
  planck,
  type Request,
  type RequestIndex,
  requestIndex,
} from '@airo/chain-types';
import type { ServedChain } from './ipc-chain.ts';
import {
  AIRO,
  agreementOf,
  CHALLENGE_BLOCKS,
  CONSUMER,
  FAR_BLOCKS,
  hashOf,
  orderOf,
  WING,
} from './stand-in-records.ts';

/** So often an empty block comes: a bot that sees none believes that it has lost the chain. */
const BLOCK_TIME_MS = 3_000;
const RICH = planck(10n ** 24n);

/** Of the parameters, those that a bot reads. */
const PARAMETERS = { marketplace: { maxBids: 20 }, execution: { maxItems: 64 } } as ChainParameters;

/** What is measured of the bot's calls. */
export interface ChainObserver {
  /** A bid came in. */
  bid(order: OrderId): void;
  answered(agreement: AgreementId, indices: readonly RequestIndex[]): void;
  refused(agreement: AgreementId, indices: readonly RequestIndex[]): void;
}

/**
 * A market that computes nothing: state in memory, a block when there is something for it, at most one in `blockMs`, or
 * when none came for a block time. It stands in for chain and node where the bot is measured and they would only be in the
 * way; it takes no fees, checks no rights and forgets nothing: a bot may be many of its short blocks behind.
 */
export class StandInChain implements ServedChain {
  readonly account = WING;
  readonly genesisHash = hashOf(1);
  readonly constants;
  readonly endpoints = [];
  readonly models = new Map<ModelId, Model>();
  reads = 0;
  readonly #blockMs: number;
  readonly #observe: ChainObserver;
  readonly #orders = new Map<OrderId, Order>();
  readonly #bids = new Map<OrderId, readonly Bid[]>();
  readonly #agreements = new Map<AgreementId, Agreement>();
  readonly #requests = new Map<AgreementId, Map<RequestIndex, Request>>();
  /** The first is number 1. */
  readonly #blocks: BlockEvents[] = [];
  readonly #wake = new Set<() => void>();
  #pending: ChainEvent[] = [];
  #included: ((block: BlockRef) => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout;
  #ids = 0;
  #head: BlockRef = { number: 0, hash: hashOf(0) };

  constructor(init: { blockMs: number; observe: ChainObserver }) {
    this.#blockMs = init.blockMs;
    this.#observe = init.observe;
    const existentialDeposit = planck(1n);
    this.constants = { existentialDeposit, treasury: accountId('5Treasury'), blockTimeMs: BLOCK_TIME_MS };
    this.#idle = this.#later();
  }

  // What the measurement does.

  addModel(model: Pick<Model, 'artifact' | 'manifest' | 'weightsRoot'>): ModelId {
    const id = modelId(this.models.size);
    const status = { kind: 'listed' } as const;
    const facts = { royalty: planck(10n), rise: null, version: 1, next: null, owner: CONSUMER, parent: null };
    this.models.set(id, { id, status, ...facts, ...model });
    return id;
  }

  /** All in one block. */
  async placeOrders(model: ModelId, count: number): Promise<readonly OrderId[]> {
    const placed = this.#head.number + 1;
    const manifest = this.models.get(model)?.manifest.hash ?? hashOf(0);
    const ids = Array.from({ length: count }, () => orderId(this.#ids++));
    for (const id of ids) {
      const order = orderOf({ id, model, manifest, placed });
      this.#orders.set(id, order);
      const { inferences, maxPrice, award } = order.spec;
      const facts = { consumer: CONSUMER, model, inferences, maxPrice, award, bidsUntil: order.bidsUntil };
      this.#pending.push({ type: 'marketplace.OrderPlaced', order: id, barred: null, ...facts });
    }
    await this.#inBlock();
    return ids;
  }

  cancel(orders: readonly OrderId[]): Promise<unknown> {
    for (const order of orders) {
      this.#orders.delete(order);
      this.#bids.delete(order);
      this.#pending.push({ type: 'marketplace.OrderCancelled', order, refunded: planck(0n) });
    }
    return this.#inBlock();
  }

  async agree(model: ModelId): Promise<AgreementId> {
    const id = agreementId(this.#ids++);
    const opened = this.#head.number + 1;
    const manifest = this.models.get(model)?.manifest.hash ?? hashOf(0);
    this.#agreements.set(id, agreementOf({ id, order: orderId(this.#ids++), model, manifest, opened }));
    this.#requests.set(id, new Map());
    const named = { agreement: id, provider: WING, consumer: CONSUMER, order: orderId(0), model };
    this.#pending.push({ type: 'execution.AgreementOpened', ...named } as ChainEvent);
    await this.#inBlock();
    return id;
  }

  /** In the next block. */
  post(agreement: AgreementId, payloads: readonly Blob[], units: number): void {
    const requests = this.#requests.get(agreement);
    const posted = this.#head.number + 1;
    for (const payload of payloads) {
      const index = requestIndex(this.#ids++);
      const deadline = posted + FAR_BLOCKS;
      const facts = { agreement, index, payload, units, deadline };
      requests?.set(index, { ...facts, posted, state: { kind: 'open' } });
      this.#pending.push({ type: 'execution.Requested', ...facts } as ChainEvent);
    }
    void this.#inBlock();
  }

  /** No more blocks. */
  halt(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#idle);
  }

  // What the bot asks.

  async nextBlocks(after: number): Promise<readonly BlockEvents[]> {
    for (;;) {
      const blocks = this.#blocks.slice(after);
      if (blocks.length > 0) return blocks;
      await new Promise<void>((wake) => this.#wake.add(wake));
    }
  }

  async *blocks(): AsyncGenerator<BlockEvents> {
    // Streams cross the channel as questions for the next blocks.
  }

  async head(): Promise<BlockRef> {
    return this.#read(this.#head);
  }

  async hashAt(number: number): Promise<Hex> {
    return this.#read(number <= this.#head.number ? hashOf(number) : '0x');
  }

  async parameters(): Promise<ChainParameters> {
    return this.#read(PARAMETERS);
  }

  async model(id: ModelId): Promise<Model | null> {
    return this.#read(this.models.get(id) ?? null);
  }

  async provider(): Promise<Provider | null> {
    return this.#read(null);
  }

  async offers() {
    const terms = { p50Ms: 1, p95Ms: 1, perSecond: 1, maxBatch: 1, hardware: '' };
    return this.#read([...this.models.keys()].map((model) => ({ model, terms })));
  }

  async freeBond(): Promise<Planck> {
    return this.#read(RICH);
  }

  async purse(): Promise<Planck> {
    return this.#read(RICH);
  }

  async time(): Promise<number> {
    return this.#read(Date.now());
  }

  async money(): Promise<MoneyBuckets> {
    const none = planck(0n);
    return this.#read({
      free: RICH,
      orders: none,
      agreements: none,
      bonds: none,
      challenges: none,
      claimable: none,
    });
  }

  async order(id: OrderId): Promise<Order | null> {
    return this.#read(this.#orders.get(id) ?? null);
  }

  async openOrders(after: OrderId | null, limit: number): Promise<readonly Order[]> {
    const later = [...this.#orders.values()].filter(({ id }) => after === null || id > after);
    return this.#read(later.slice(0, limit));
  }

  async bids(order: OrderId): Promise<readonly Bid[]> {
    return this.#read(this.#bids.get(order) ?? []);
  }

  async quoteFloor(): Promise<Planck> {
    return this.#read(planck(1_000n));
  }

  async ineligible(id: OrderId) {
    return this.#read(this.#bids.has(id) ? ('AlreadyBid' as const) : null);
  }

  async agreement(id: AgreementId): Promise<Agreement | null> {
    return this.#read(this.#agreements.get(id) ?? null);
  }

  async agreements(): Promise<readonly AgreementId[]> {
    return this.#read([...this.#agreements.keys()]);
  }

  async requests(agreement: AgreementId, indices?: readonly RequestIndex[]): Promise<readonly Request[]> {
    const known = this.#requests.get(agreement);
    if (!indices) return this.#read([...(known?.values() ?? [])]);
    return this.#read(indices.flatMap((index) => known?.get(index) ?? []));
  }

  async due(agreement: AgreementId): Promise<number> {
    return this.#read(this.#due(agreement).reduce((sum, { units }) => sum + units, 0));
  }

  // What the bot does.

  bid(order: OrderId, price: Planck, terms: Bid['terms']): Promise<Inclusion> {
    this.#observe.bid(order);
    const none = planck(0n);
    const placed = this.#head.number + 1;
    const bid = { provider: WING, price, coverage: none, deposit: none, terms, placed, counter: null };
    this.#bids.set(order, [bid]);
    return this.#call([{ type: 'marketplace.BidPlaced', order, provider: WING, price, terms }]);
  }

  respond(
    agreement: AgreementId,
    items: readonly { index: RequestIndex; response: Blob }[],
  ): Promise<Inclusion> {
    const requests = this.#requests.get(agreement);
    const at = this.#head.number + 1;
    const due = at + CHALLENGE_BLOCKS;
    const indices = items.map(({ index }) => index);
    this.#observe.answered(agreement, indices);
    const events = items.map(({ index, response }): ChainEvent => {
      const request = requests?.get(index);
      if (request) requests?.set(index, { ...request, state: { kind: 'answered', response, at, due } });
      return { type: 'execution.Responded', agreement, index, response, due };
    });
    return this.#call(events);
  }

  fail(agreement: AgreementId, items: readonly { index: RequestIndex }[]): Promise<Inclusion> {
    const indices = items.map(({ index }) => index);
    for (const index of indices) this.#requests.get(agreement)?.delete(index);
    this.#observe.refused(agreement, indices);
    return this.#call([]);
  }

  settle(agreement: AgreementId): Promise<Inclusion> {
    const due = this.#due(agreement);
    for (const { index } of due) this.#requests.get(agreement)?.delete(index);
    const indices = due.map(({ index }) => index);
    const units = due.reduce((sum, request) => sum + request.units, 0);
    const money = { provider: planck(AIRO), royalty: planck(10n), commission: planck(1n) };
    return this.#call([{ type: 'execution.Settled', agreement, indices, units, ...money }]);
  }

  close = () => this.#call([]);
  publish = () => this.#call([]);
  offerClose = () => this.#call([]);
  acceptClose = () => this.#call([]);
  attest = () => this.#call([]);
  offer = () => this.#call([]);

  async #call(events: readonly ChainEvent[]): Promise<Inclusion> {
    this.#pending.push(...events);
    return { block: await this.#inBlock(), extrinsic: 0, events, fee: planck(5n) };
  }

  #read<T>(value: T): T {
    this.reads += 1;
    return value;
  }

  #due(agreement: AgreementId): readonly Request[] {
    const requests = [...(this.#requests.get(agreement)?.values() ?? [])];
    return requests.filter(({ state }) => state.kind === 'answered' && this.#head.number > state.due);
  }

  #inBlock(): Promise<BlockRef> {
    this.#timer ??= setTimeout(() => this.#make(), this.#blockMs);
    return new Promise((included) => this.#included.push(included));
  }

  #later(): NodeJS.Timeout {
    return setTimeout(() => this.#make(), BLOCK_TIME_MS).unref();
  }

  #make(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#idle);
    this.#timer = undefined;
    this.#idle = this.#later();
    const parent = this.#head.hash;
    const number = this.#head.number + 1;
    this.#head = { number, hash: hashOf(number) };
    const events = this.#pending.map((event) => ({ extrinsic: 0, event }));
    this.#pending = [];
    this.#blocks.push({ block: this.#head, parent, finality: 'best', events });
    for (const included of this.#included.splice(0)) included(this.#head);
    for (const wake of this.#wake) wake();
    this.#wake.clear();
  }
}

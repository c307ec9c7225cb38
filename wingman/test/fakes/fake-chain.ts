import {
  type AccountId,
  type Agreement,
  type AgreementId,
  accountId,
  agreementId,
  type Bid,
  type BidTerms,
  type Blob,
  type BlockEvents,
  type BlockRef,
  type ChainConstants,
  type ChainEvent,
  type ChainParameters,
  type EndpointState,
  type FailCode,
  type Hex,
  type Inclusion,
  type Ineligible,
  type Model,
  type ModelId,
  modelId,
  type OfferTerms,
  type Order,
  type OrderId,
  type OrderSpec,
  orderId,
  type Planck,
  type Provider,
  planck,
  type Request,
  type RequestIndex,
  requestIndex,
} from '@airo/chain-types';
import { WingmanError } from '../../src/errors.ts';
import type { Chain, Finality } from '../../src/ports/chain.ts';

export const WING = accountId('5Wing');
export const CONSUMER = accountId('5Consumer');
const hashOf = (number: number, fork = 0): Hex => `0x${fork}${number.toString(16).padStart(63, '0')}`;

const WINDOW = { min: 1, max: 1_000_000 };
/** What governance has decided; a test may decide otherwise in mid-run. */
const PARAMETERS: ChainParameters = {
  models: {
    commitAge: 2,
    minAttestations: 1,
    minAttesterBond: planck(1_000n),
    priorityPeriod: 100,
    royaltyNotice: 100,
    removalDelay: 1_000,
    modelDeposit: planck(10n),
    commitDeposit: planck(10n),
    maxRoyalty: planck(10n ** 15n),
    maxAttestations: 8,
  },
  providers: {
    minBond: planck(1_000n),
    minSlash: planck(1_000n),
    coverageRatioPpm: 100_000,
    unbondingPeriod: 1_000,
    recordHalfLife: 1_000,
    maxOffers: 64,
    maxCounterparties: 32,
  },
  marketplace: {
    commissionPpm: 10_000,
    minProviderShare: planck(1n),
    bidDeposit: planck(10n),
    awardGrace: 10,
    bidWindow: WINDOW,
    duration: WINDOW,
    responseWindow: WINDOW,
    challengeWindow: WINDOW,
    maxInferences: 1_000_000,
    maxOpen: 1_024,
    minLoweringPpm: 10_000,
    maxBids: 20,
    maxInvited: 20,
  },
  execution: {
    requestDeposit: planck(1n),
    failCompensationPpm: 100_000,
    unavailableFeePpm: 50_000,
    unavailableLimitPpm: 50_000,
    reopenFaultsPpm: 50_000,
    demandFee: planck(10n),
    maxPublish: 8_192,
    maxItems: 32,
    maxSettle: 128,
  },
};

function rejected(pallet: string, error: string): WingmanError {
  return new WingmanError('CHAIN_REJECTED', `fake: ${pallet}.${error}`, { pallet, error });
}

/** The parts of the marketplace that a provider sees, without money; a block comes with each call or `block()`. */
export class FakeChain implements Chain {
  readonly account: AccountId = WING;
  readonly constants: ChainConstants = {
    existentialDeposit: planck(1n),
    treasury: accountId('5Treasury'),
    blockTimeMs: 3_000,
  };
  endpoints: readonly EndpointState[] = [];
  governed: ChainParameters = PARAMETERS;
  genesisHash: Hex = `0x${'9'.repeat(64)}`;
  /** Names of the calls that went into blocks. */
  readonly calls: string[] = [];
  /** Called before a call is taken; a throw refuses it. */
  before: (call: string) => Promise<void> | void = () => {};
  floor: Planck | null = planck(1_000n);
  bond: Planck = planck(10n ** 15n);
  /** What the account can spend. */
  spendable: Planck = planck(10n ** 15n);
  /** What authors of blocks take for the time. */
  now = () => Date.now();
  chilled = false;
  /** So many blocks at the top can be retracted. */
  finalityLag = 0;
  reads = 0;
  down = false;

  readonly models = new Map<ModelId, Model>();
  readonly offered = new Map<ModelId, OfferTerms>();
  readonly orders = new Map<OrderId, Order>();
  readonly bidsOn = new Map<OrderId, Bid[]>();
  readonly agreed = new Map<AgreementId, Agreement>();
  readonly requested = new Map<AgreementId, Map<RequestIndex, Request>>();
  readonly #closeOffers = new Map<AgreementId, AccountId>();
  readonly #blocks: BlockEvents[] = [
    { block: { number: 0, hash: hashOf(0) }, parent: hashOf(0), finality: 'best', events: [] },
  ];
  readonly #wake = new Set<() => void>();
  #ids = 0;
  #fork = 0;

  // What the test does.

  get #last(): BlockRef {
    return this.#blocks.at(-1)?.block ?? { number: 0, hash: hashOf(0) };
  }

  get number(): number {
    return this.#blocks.length - 1;
  }

  /** Makes blocks; the last one carries the events. */
  block(events: readonly ChainEvent[] = [], count = 1): BlockRef {
    for (let i = 1; i <= count; i++) {
      const number = this.#blocks.length;
      this.#blocks.push({
        block: { number, hash: hashOf(number, this.#fork) },
        parent: this.#last.hash,
        finality: 'best',
        events: i === count ? events.map((event) => ({ extrinsic: 0, event })) : [],
      });
    }
    for (const wake of this.#wake) wake();
    return this.#last;
  }

  /** The last blocks are no more; what comes next is another branch. What they did to storage the test undoes. */
  retract(count: number): void {
    this.#blocks.splice(-count);
    this.#fork++;
  }

  addModel(model: Partial<Model> & Pick<Model, 'artifact' | 'manifest' | 'weightsRoot'>): ModelId {
    const id = modelId(this.models.size);
    const whole = {
      id,
      royalty: planck(10n),
      rise: null,
      version: 1,
      next: null,
      status: { kind: 'listed' },
      owner: CONSUMER,
      parent: null,
      ...model,
    } as const;
    this.models.set(id, whole);
    return id;
  }

  placeOrder(spec: Partial<OrderSpec> & { model: ModelId }): OrderId {
    const id = orderId(this.#ids++);
    const whole: OrderSpec = {
      inferences: 100,
      maxPrice: planck(10n ** 12n),
      channelQuota: 0,
      bidWindow: 20,
      duration: 200,
      responseWindow: 50,
      challengeWindow: 10,
      minBond: planck(0n),
      minScore: 0,
      sealed: false,
      award: 'manual',
      invited: null,
      consumerKey: hashOf(1),
      hpkeKey: null,
      ...spec,
    };
    const placed = this.number + 1;
    const bidsUntil = placed + whole.bidWindow;
    this.orders.set(id, {
      id,
      consumer: CONSUMER,
      spec: whole,
      royalty: planck(10n),
      manifest: this.models.get(whole.model)?.manifest.hash ?? hashOf(0),
      manifestVersion: 1,
      commissionPpm: 10_000,
      placed,
      bidsUntil,
      awardUntil: bidsUntil + 10,
      barred: null,
    });
    const { model, inferences, maxPrice, award } = whole;
    this.block([
      {
        type: 'marketplace.OrderPlaced',
        order: id,
        consumer: CONSUMER,
        model,
        inferences,
        maxPrice,
        bidsUntil,
        award,
        barred: null,
      },
    ]);
    return id;
  }

  endOrder(id: OrderId, how: 'cancelled' | 'expired'): void {
    this.orders.delete(id);
    const type = how === 'cancelled' ? 'marketplace.OrderCancelled' : 'marketplace.OrderExpired';
    this.block([{ type, order: id, refunded: planck(0n) }]);
  }

  award(id: OrderId, provider: AccountId = WING): AgreementId {
    const order = this.orders.get(id);
    const price = this.bidsOn.get(id)?.find((b) => b.provider === provider)?.price ?? planck(1n);
    if (!order) throw new TypeError(`fake: no order ${id}`);
    this.orders.delete(id);
    const agreement = agreementId(this.#ids++);
    const { model, inferences, responseWindow, challengeWindow, duration } = order.spec;
    const opened = this.number + 1;
    this.agreed.set(agreement, {
      id: agreement,
      order: id,
      consumer: CONSUMER,
      provider,
      model,
      manifest: order.manifest,
      price,
      royalty: order.royalty,
      commissionPpm: order.commissionPpm,
      inferences,
      channelQuota: 0,
      maxOpen: 100,
      opened,
      expires: opened + duration,
      closesAfter: opened + duration + responseWindow + challengeWindow,
      responseWindow,
      challengeWindow,
      coverage: planck(0n),
      paidOnChain: 0,
      redeemed: 0,
      refunded: 0,
      reopened: 0,
      open: 0,
      nextIndex: 0,
      state: 'open',
    });
    this.requested.set(agreement, new Map());
    const facts = { order: id, agreement, consumer: CONSUMER, provider, model, price, inferences };
    this.block([
      { type: 'marketplace.OrderAwarded', ...facts },
      { type: 'execution.AgreementOpened', ...facts, expires: opened + duration },
    ]);
    return agreement;
  }

  post(agreement: AgreementId, items: readonly { payload: Blob; units: number }[]): RequestIndex[] {
    const known = this.#agreement(agreement);
    const posted = this.number + 1;
    const deadline = posted + known.responseWindow;
    const indices = items.map((_, i) => requestIndex(known.nextIndex + i));
    for (const [i, { payload, units }] of items.entries()) {
      const index = indices[i] ?? requestIndex(0);
      const request: Request = {
        agreement,
        index,
        payload,
        units,
        posted,
        deadline,
        state: { kind: 'open' },
      };
      this.requested.get(agreement)?.set(index, request);
    }
    this.#change(agreement, { nextIndex: known.nextIndex + items.length, open: known.open + items.length });
    this.block(
      items.map(({ payload, units }, i) => ({
        type: 'execution.Requested',
        agreement,
        index: indices[i] ?? requestIndex(0),
        payload,
        units,
        deadline,
      })),
    );
    return indices;
  }

  /** The consumer demands the bytes of an answer. */
  demand(agreement: AgreementId, index: RequestIndex): void {
    const request = this.requested.get(agreement)?.get(index);
    if (request?.state.kind !== 'answered') throw rejected('execution', 'NotAnswered');
    const { response, at } = request.state;
    const until = this.number + 1 + this.#agreement(agreement).responseWindow;
    this.requested
      .get(agreement)
      ?.set(index, { ...request, state: { kind: 'demanded', response, at, until } });
    this.block([{ type: 'execution.Demanded', agreement, index, response, until }]);
  }

  /** The consumer's offer to end the agreement. */
  consumerOffersClose(agreement: AgreementId): void {
    this.#closeOffers.set(agreement, CONSUMER);
    this.block([{ type: 'execution.CloseOffered', agreement, by: CONSUMER }]);
  }

  // What the bot reads.

  async hashAt(number: number): Promise<Hex> {
    this.#read();
    const found = this.#blocks[number];
    if (found) return found.block.hash;
    throw new WingmanError('CHAIN_UNAVAILABLE', `fake: no block ${number} yet`, {});
  }

  async head(finality: Finality = 'best'): Promise<BlockRef> {
    this.#read();
    return this.#blocks[this.#top(finality)]?.block ?? this.#last;
  }

  async *blocks(init: {
    after: BlockRef | null;
    finality: Finality;
    signal: AbortSignal;
  }): AsyncIterable<BlockEvents> {
    let next = (init.after?.number ?? this.number) + 1;
    const passed = new Map<number, Hex>();
    while (!init.signal.aborted) {
      if (this.down) throw new WingmanError('CHAIN_UNAVAILABLE', 'fake: down', {});
      while (passed.has(next - 1) && passed.get(next - 1) !== this.#blocks[next - 1]?.block.hash) next--;
      const block = this.#blocks[next];
      if (block && next <= this.#top(init.finality)) {
        passed.set(next, block.block.hash);
        next++;
        yield { ...block, finality: init.finality };
        continue;
      }
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#wake.delete(done);
          resolve();
        };
        this.#wake.add(done);
        init.signal.addEventListener('abort', done, { once: true });
      });
    }
  }

  #top(finality: Finality): number {
    return finality === 'best' ? this.number : Math.max(0, this.number - this.finalityLag);
  }

  /** How many followers have read all blocks and wait for the next one. */
  get waiting(): number {
    return this.#wake.size;
  }

  /** Lets followers see `down`. */
  wake(): void {
    for (const wake of this.#wake) wake();
  }

  async model(id: ModelId) {
    this.#read();
    return this.models.get(id) ?? null;
  }

  async provider(): Promise<Provider | null> {
    return {
      account: WING,
      profile: {
        endpoint: '',
        peerId: '',
        multiaddrs: [],
        hpkeKey: hashOf(2),
        receiptKey: hashOf(3),
        metadata: null,
        attestation: null,
      },
      bond: this.bond,
      covered: planck(0n),
      chilled: this.chilled,
    };
  }

  async offers() {
    this.#read();
    return [...this.offered].map(([model, terms]) => ({ model, terms }));
  }

  async freeBond() {
    return this.bond;
  }

  async money() {
    const none = planck(0n);
    return {
      free: none,
      orders: none,
      agreements: none,
      bonds: this.bond,
      challenges: none,
      claimable: none,
    };
  }

  async purse() {
    return this.spendable;
  }

  async time() {
    return this.now();
  }

  async order(id: OrderId) {
    this.#read();
    return this.orders.get(id) ?? null;
  }

  async openOrders(after: OrderId | null, limit: number) {
    this.#read();
    return [...this.orders.values()].filter(({ id }) => after === null || id > after).slice(0, limit);
  }

  async bids(order: OrderId) {
    return this.bidsOn.get(order) ?? [];
  }

  async parameters() {
    return this.governed;
  }

  async quoteFloor() {
    return this.floor;
  }

  async ineligible(order: OrderId): Promise<Ineligible | null> {
    const known = this.orders.get(order);
    const bids = this.bidsOn.get(order) ?? [];
    if (!known) return 'OrderNotFound';
    if (this.number > known.bidsUntil) return 'BiddingClosed';
    if (this.chilled) return 'Chilled';
    if (!this.offered.has(known.spec.model)) return 'NoOffer';
    if (bids.some((b) => b.provider === WING)) return 'AlreadyBid';
    return bids.length >= this.governed.marketplace.maxBids ? 'BidsFull' : null;
  }

  async agreement(id: AgreementId) {
    this.#read();
    return this.agreed.get(id) ?? null;
  }

  async agreements() {
    this.#read();
    return [...this.agreed.values()].filter((a) => a.provider === WING).map((a) => a.id);
  }

  async request(agreement: AgreementId, index: RequestIndex) {
    this.#read();
    return this.requested.get(agreement)?.get(index) ?? null;
  }

  async requests(agreement: AgreementId, indices?: readonly RequestIndex[]) {
    this.#read();
    const all = [...(this.requested.get(agreement)?.values() ?? [])];
    return indices ? all.filter(({ index }) => indices.includes(index)) : all;
  }

  async due(agreement: AgreementId) {
    return this.#due(agreement).reduce((sum, { units }) => sum + units, 0);
  }

  // What the bot does.

  bid(order: OrderId, price: Planck, terms: BidTerms) {
    return this.#call('marketplace.bid', () => {
      const known = this.orders.get(order);
      if (!known) throw rejected('marketplace', 'OrderClosed');
      if (this.floor === null || price < this.floor) throw rejected('marketplace', 'PriceTooLow');
      const bids = this.bidsOn.get(order) ?? [];
      const own = bids.find((b) => b.provider === WING);
      if (own) {
        if (price === own.price) throw rejected('marketplace', 'AlreadyBid');
        if (price > own.price) throw rejected('marketplace', 'PriceRaised');
        if (price * 100n > own.price * 99n) throw rejected('marketplace', 'LoweringTooSmall');
      }
      const bid = {
        provider: WING,
        price,
        coverage: planck(0n),
        deposit: planck(0n),
        terms,
        placed: this.number,
        counter: null,
      };
      const others = bids.filter((b) => b !== own);
      this.bidsOn.set(
        order,
        [...others, bid].sort((a, b) => (a.price < b.price ? -1 : 1)),
      );
      const type = own ? 'marketplace.BidLowered' : 'marketplace.BidPlaced';
      return [{ type, order, provider: WING, price, terms }];
    });
  }

  respond(agreement: AgreementId, items: readonly { index: RequestIndex; response: Blob }[]) {
    return this.#call('execution.respond', () => {
      for (const { index } of items) this.#answerable(agreement, index);
      const at = this.number + 1;
      const due = at + this.#agreement(agreement).challengeWindow;
      return items.map(({ index, response }) => {
        const request = this.#answerable(agreement, index);
        const state = { kind: 'answered', response, at, due } as const;
        this.requested.get(agreement)?.set(index, { ...request, state });
        return { type: 'execution.Responded', agreement, index, response, due };
      });
    });
  }

  fail(agreement: AgreementId, items: readonly { index: RequestIndex; code: FailCode }[]) {
    return this.#call('execution.fail', () => {
      for (const { index } of items) this.#answerable(agreement, index);
      return items.map(({ index, code }) => {
        const { units } = this.#answerable(agreement, index);
        this.requested.get(agreement)?.delete(index);
        this.#change(agreement, { refunded: this.#agreement(agreement).refunded + units });
        const none = planck(0n);
        return {
          type: 'execution.Failed',
          agreement,
          index,
          code,
          units,
          refunded: none,
          compensation: none,
        };
      });
    });
  }

  publish(agreement: AgreementId, index: RequestIndex, bytes: Uint8Array) {
    return this.#call('execution.publish', () => {
      const request = this.requested.get(agreement)?.get(index);
      if (request?.state.kind !== 'demanded') throw rejected('execution', 'NotDemanded');
      const { response } = request.state;
      if (BigInt(bytes.byteLength) !== response.size) throw rejected('execution', 'WrongBytes');
      const at = this.number + 1;
      const due = at + this.#agreement(agreement).challengeWindow;
      this.requested
        .get(agreement)
        ?.set(index, { ...request, state: { kind: 'answered', response, at, due } });
      return [{ type: 'execution.Published', agreement, index, response, bytes: '0x', due }];
    });
  }

  settle(agreement: AgreementId) {
    return this.#call('execution.settle', () => {
      const due = this.#due(agreement);
      if (due.length === 0) throw rejected('execution', 'NothingDue');
      const units = due.reduce((sum, r) => sum + r.units, 0);
      for (const { index } of due) this.requested.get(agreement)?.delete(index);
      const known = this.#agreement(agreement);
      this.#change(agreement, { paidOnChain: known.paidOnChain + units });
      const provider = planck((known.price - 11n) * BigInt(units));
      const indices = due.map(({ index }) => index);
      return [
        {
          type: 'execution.Settled',
          agreement,
          indices,
          units,
          provider,
          royalty: planck(10n * BigInt(units)),
          commission: planck(BigInt(units)),
        },
      ];
    });
  }

  offerClose(agreement: AgreementId) {
    return this.#call('execution.offer_close', () => {
      if (this.#closeOffers.has(agreement)) throw rejected('execution', 'CloseAlreadyOffered');
      this.#closeOffers.set(agreement, WING);
      return [{ type: 'execution.CloseOffered', agreement, by: WING }];
    });
  }

  acceptClose(agreement: AgreementId) {
    return this.#call('execution.accept_close', () => {
      if (this.#closeOffers.get(agreement) !== CONSUMER) throw rejected('execution', 'NoCloseOffer');
      return this.#close(agreement);
    });
  }

  close(agreement: AgreementId) {
    return this.#call('execution.close', () => {
      if (this.number <= this.#agreement(agreement).closesAfter) throw rejected('execution', 'NotCloseable');
      return this.#close(agreement);
    });
  }

  attest(model: ModelId, version: number) {
    return this.#call('models.attest', () => {
      const known = this.models.get(model);
      if (known?.status.kind !== 'draft') throw rejected('models', 'NotDraft');
      this.models.set(model, { ...known, status: { kind: 'listed' } });
      return [{ type: 'models.Listed', model, version }];
    });
  }

  offer(model: ModelId, terms: OfferTerms) {
    return this.#call('providers.offer', () => {
      this.offered.set(model, terms);
      return [{ type: 'providers.Offered', provider: WING, model }];
    });
  }

  // Inside.

  #read(): void {
    this.reads++;
    if (this.down) throw new WingmanError('CHAIN_UNAVAILABLE', 'fake: down', {});
  }

  async #call(name: string, run: () => ChainEvent[]): Promise<Inclusion> {
    await this.before(name);
    this.#read();
    const events = run();
    this.calls.push(name);
    return { block: this.block(events), extrinsic: 0, events, fee: planck(5n) };
  }

  #agreement(id: AgreementId): Agreement {
    const known = this.agreed.get(id);
    if (!known) throw rejected('execution', 'UnknownAgreement');
    return known;
  }

  #change(id: AgreementId, changes: Partial<Agreement>): void {
    this.agreed.set(id, { ...this.#agreement(id), ...changes });
  }

  #answerable(agreement: AgreementId, index: RequestIndex): Request {
    this.#agreement(agreement);
    const request = this.requested.get(agreement)?.get(index);
    if (!request) throw rejected('execution', 'RequestClosed');
    if (request.state.kind !== 'open') throw rejected('execution', 'AlreadyAnswered');
    if (this.number + 1 > request.deadline) throw rejected('execution', 'TooLate');
    return request;
  }

  #due(agreement: AgreementId): Request[] {
    const requests = [...(this.requested.get(agreement)?.values() ?? [])];
    return requests.filter(({ state }) => state.kind === 'answered' && this.number > state.due);
  }

  #close(agreement: AgreementId): ChainEvent[] {
    this.agreed.delete(agreement);
    return [{ type: 'execution.Closed', agreement, refunded: planck(0n) }];
  }
}

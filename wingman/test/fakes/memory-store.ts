import { type BlockRef, type ModelId, type OrderId, type Planck, planck } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import { isOpenStage, type OrderReason } from '../../src/domain/order-outcome.ts';
import type { PastOrder } from '../../src/domain/pricing/past-order.ts';
import type { UsdRate } from '../../src/domain/pricing/usd.ts';
import type { Finality } from '../../src/ports/chain.ts';
import type { Change, OutboxJob } from '../../src/ports/change.ts';
import type {
  AgreementRecord,
  AlertRecord,
  AuditEntry,
  AuditRecord,
  Decision,
  Earning,
  OrderRecord,
  RequestRecord,
  TransactionRecord,
} from '../../src/ports/records.ts';
import type { DecisionFilter, Page, RequestFilter, Store, Totals } from '../../src/ports/store.ts';
import type { ConfigVersion } from '../../src/schemas/config.ts';

const REOPENED_ORDER = {
  stage: 'new',
  reason: null,
  price: null,
  detail: '',
  at: 0,
  ended: null,
  awardedPrice: null,
} as const;
const NEW_ORDER = { ...REOPENED_ORDER, rivalPrice: null, context: null } as const;
const OPEN_REQUEST = { state: 'open', response: null, failCode: null, detail: '' } as const;
const keyOf = (agreement: number, index: number) => `${agreement}/${index}`;

/** A store that forgets with the process. */
export class MemoryStore implements Store {
  readonly #cursors = new Map<Finality, BlockRef>();
  readonly #orders = new Map<number, StoredOrder>();
  readonly #agreements = new Map<number, AgreementRecord>();
  readonly #requests = new Map<string, RequestRecord>();
  readonly #earnings = new Map<string, Earning>();
  readonly #jobs = new Map<string, OutboxJob & { taken: boolean }>();
  readonly #transactions: TransactionRecord[] = [];
  readonly #configs: ConfigVersion[] = [];
  readonly #alerts = new Map<string, AlertRecord>();
  readonly #states = new Map<string, string>();
  #audit: AuditRecord[] = [];
  #usdRate: UsdRate | null = null;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'> = { now: () => 0 }) {
    this.#clock = clock;
  }

  async cursor(finality: Finality) {
    return this.#cursors.get(finality) ?? null;
  }

  async apply(changes: readonly Change[], cursor?: { finality: Finality; block: BlockRef }) {
    for (const change of changes) this.#apply(change);
    if (cursor) this.#cursors.set(cursor.finality, cursor.block);
  }

  #apply(change: Change): void {
    switch (change.type) {
      case 'order.seen': {
        const { order } = change;
        const known = this.#orders.get(order.id);
        const facts = Object.entries(order) as [keyof typeof order, unknown][];
        if (known && facts.every(([name, value]) => known[name] === value)) return;
        this.#orders.set(order.id, { ...order, ...NEW_ORDER });
        return;
      }
      case 'order.reopened': {
        const known = this.#orders.get(change.order);
        if (known?.stage !== 'won' && known?.stage !== 'lost') return;
        this.#orders.set(change.order, { ...known, ...REOPENED_ORDER });
        return;
      }
      case 'order.rivalBid': {
        const known = this.#orders.get(change.order);
        if (known && (known.rivalPrice === null || change.price < known.rivalPrice)) {
          this.#orders.set(change.order, { ...known, rivalPrice: change.price });
        }
        return;
      }
      case 'order.ended': {
        const known = this.#orders.get(change.order);
        const { how: ended, awardedPrice } = change;
        if (known) this.#orders.set(change.order, { ...known, ended, awardedPrice });
        return;
      }
      case 'order.outcome': {
        const { order, context, ...outcome } = change.outcome;
        const known = this.#orders.get(order);
        if (!known) return;
        const kept = { ...known, ...outcome, at: this.#clock.now() };
        this.#orders.set(order, context ? { ...kept, context } : kept);
        return;
      }
      case 'agreement.opened':
        this.#agreements.set(change.agreement.id, {
          closeOfferedBy: this.#agreements.get(change.agreement.id)?.closeOfferedBy ?? null,
          ...change.agreement,
          state: 'open',
        });
        return;
      case 'agreement.closeOffered':
        this.#changeAgreement(change.agreement, { closeOfferedBy: change.by });
        return;
      case 'agreement.ending':
        this.#changeAgreement(change.agreement, { closesAfter: change.closesAfter });
        return;
      case 'agreement.closed':
        this.#changeAgreement(change.agreement, { state: 'closed' });
        return;
      case 'earned': {
        const key = keyOf(change.earning.block, change.earning.position);
        if (!this.#earnings.has(key)) this.#earnings.set(key, change.earning);
        return;
      }
      case 'job':
        if (!this.#jobs.has(change.job.id)) this.#jobs.set(change.job.id, { ...change.job, taken: false });
        return;
      case 'job.done':
        this.#jobs.delete(change.id);
        return;
      case 'job.later': {
        const job = this.#jobs.get(change.id);
        if (job) this.#jobs.set(change.id, { ...job, taken: false, notBefore: change.notBefore });
        return;
      }
      default:
        this.#applyToRequest(change);
    }
  }

  #changeAgreement(id: number, changes: Partial<AgreementRecord>): void {
    const known = this.#agreements.get(id);
    if (known) this.#agreements.set(id, { ...known, ...changes });
  }

  #applyToRequest(change: Extract<Change, { type: `request.${string}` }>): void {
    if (change.type === 'request.posted') {
      const { request } = change;
      const key = keyOf(request.agreement, request.index);
      const known = this.#requests.get(key);
      const isSame = known?.payload.hash === request.payload.hash && known.units === request.units;
      if (isSame && known.posted === request.posted) return;
      this.#requests.set(key, { ...request, ...OPEN_REQUEST, unendedRuns: 0 });
      return;
    }
    const key = keyOf(change.agreement, change.index);
    const known = this.#requests.get(key);
    if (!known) return;
    const set = (changes: Partial<RequestRecord>) => this.#requests.set(key, { ...known, ...changes });
    const isOver = known.state === 'settled' || known.state === 'timedOut';
    if (change.type === 'request.reopened') {
      if (known.state !== 'computed' && known.state !== 'refused') set(OPEN_REQUEST);
    } else if (change.type === 'request.ended') set({ state: change.how });
    else if (change.type === 'request.answered') {
      if (!isOver) set({ state: 'answered', response: change.response });
    } else if (known.state === 'open') {
      const { unendedRuns } = known;
      if (change.type === 'request.computed')
        set({ state: 'computed', response: change.response, unendedRuns: 0 });
      else if (change.type === 'request.runBegan') set({ unendedRuns: unendedRuns + 1 });
      else if (change.type === 'request.runEnded') set({ unendedRuns: Math.max(0, unendedRuns - 1) });
      else set({ state: 'refused', failCode: change.code, detail: change.detail });
    }
  }

  async takeJobs(head: number, limit: number) {
    const ready = [...this.#jobs.values()]
      .filter((job) => !job.taken && (job.notBefore === null || job.notBefore <= head))
      .slice(0, limit);
    for (const job of ready) job.taken = true;
    return ready.map(({ id, queue, data }) => ({ id, queue, data }));
  }

  async resetJobs() {
    for (const job of this.#jobs.values()) job.taken = false;
  }

  async jobsTaken() {
    return [...this.#jobs.values()].filter(({ taken }) => taken).length;
  }

  async order(id: OrderId) {
    const known = this.#orders.get(id);
    return known ? recordOf(known) : null;
  }

  async orders(page: Page) {
    return newest(this.#orders.values(), page).map(recordOf);
  }

  async openOrders() {
    const open = [...this.#orders.values()].filter((o) => isOpenStage(o.stage));
    return open.sort((a, b) => a.id - b.id).map(recordOf);
  }

  async pastOrders(filter: { limit: number; model?: number; consumer?: string }) {
    return [...this.#orders.values()]
      .filter((o) => o.ended !== null && !isOpenStage(o.stage))
      .filter((o) => (filter.model ?? o.model) === o.model && (filter.consumer ?? o.consumer) === o.consumer)
      .sort((a, b) => a.id - b.id)
      .slice(-filter.limit)
      .map(pastOf);
  }

  async rivalPrices(ids: readonly OrderId[]) {
    const priced = ids.flatMap((id) => {
      const price = this.#orders.get(id)?.rivalPrice ?? null;
      return price === null ? [] : [[id, price] as const];
    });
    return new Map(priced);
  }

  async decisions(page: Page, filter: DecisionFilter = {}) {
    const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
    const decided = [...this.#orders.values()]
      .filter((o) => o.reason !== null)
      .filter((o) => wanted.every(([name, value]) => o[name as keyof StoredOrder] === value));
    return newest(decided, page).map(
      ({ id, stage, reason, price, detail, at, model, consumer, inferences, maxPrice }) =>
        ({ order: id, stage, reason, price, detail, at, model, consumer, inferences, maxPrice }) as Decision,
    );
  }

  async decisionCounts() {
    const counts = new Map<OrderReason, number>();
    for (const { reason } of this.#orders.values()) {
      if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return counts;
  }

  async agreement(id: number) {
    return this.#agreements.get(id) ?? null;
  }

  async agreements(page: Page) {
    return newest(this.#agreements.values(), page);
  }

  async openAgreements() {
    return [...this.#agreements.values()].filter((a) => a.state === 'open');
  }

  async requests(agreement: number, filter: RequestFilter = {}): Promise<RequestRecord[]> {
    return [...this.#requests.values()]
      .filter((r) => r.agreement === agreement)
      .filter((r) => filter.states?.includes(r.state) ?? true)
      .filter((r) => filter.indices?.includes(r.index) ?? true)
      .filter((r) => r.index > (filter.after ?? -1))
      .sort((a, b) => a.index - b.index)
      .slice(0, filter.limit);
  }

  async earnings() {
    const byModel = new Map<ModelId, Totals>();
    for (const earning of this.#earnings.values()) {
      const model = this.#agreements.get(earning.agreement)?.model;
      if (model !== undefined) byModel.set(model, add(byModel.get(model) ?? ZERO, earning));
    }
    return {
      total: [...byModel.values()].reduce(add, ZERO),
      byModel: [...byModel].map(([model, totals]) => ({ model, ...totals })),
    };
  }

  async recordTransaction(record: TransactionRecord) {
    this.#transactions.unshift(record);
  }

  async transactions(page: Page) {
    return newestNumbered(numbered([...this.#transactions].reverse()), page);
  }

  async feesOfDay(at: number) {
    const day = (ms: number) => Math.floor(ms / 86_400_000);
    const paid = this.#transactions.flatMap((t) => (day(t.at) === day(at) ? (t.fee ?? []) : []));
    return planck(paid.reduce((sum, fee) => sum + fee, 0n));
  }

  async saveAlert(alert: AlertRecord) {
    this.#alerts.set(alert.id, alert);
  }

  async dueAlerts(now: number, limit: number) {
    return this.#waiting()
      .filter(({ nextAt }) => nextAt !== null && nextAt <= now)
      .slice(0, limit);
  }

  async nextAlertAt() {
    return this.#waiting()[0]?.nextAt ?? null;
  }

  async alerts(page: Page) {
    return newestNumbered(numbered([...this.#alerts.values()]), page);
  }

  async beginAudit(entry: AuditEntry) {
    const number = this.#audit.length + 1;
    this.#audit.push({ ...entry, number, status: null, result: '' });
    return number;
  }

  async endAudit(number: number, status: number, result: string) {
    this.#audit = this.#audit.map((entry) =>
      entry.number === number ? { ...entry, status, result } : entry,
    );
  }

  async audit(page: Page) {
    return newestNumbered(this.#audit, page);
  }

  #waiting(): AlertRecord[] {
    const waiting = [...this.#alerts.values()].filter((a) => a.state === 'waiting');
    return waiting.sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0));
  }

  async meanFees() {
    const fees = Map.groupBy(this.#transactions, (t) => t.call);
    const means = new Map<string, Planck>();
    for (const [call, records] of fees) {
      const paid = records.flatMap((r) => r.fee ?? []);
      const count = BigInt(paid.length);
      const total = paid.reduce((sum, fee) => sum + fee, 0n);
      if (count > 0n) means.set(call, planck((total + count - 1n) / count));
    }
    return means;
  }

  async usdRate() {
    return this.#usdRate;
  }

  async saveUsdRate(rate: UsdRate) {
    this.#usdRate = rate;
  }

  async state(name: string) {
    const json = this.#states.get(name);
    return json === undefined ? null : JSON.parse(json);
  }

  async saveState(name: string, value: unknown) {
    this.#states.set(name, JSON.stringify(value));
  }

  async states(prefix: string) {
    const found = [...this.#states].filter(([name]) => name.startsWith(prefix)).sort();
    return new Map(found.map(([name, json]) => [name, JSON.parse(json)]));
  }

  async config() {
    return this.#configs.at(-1) ?? null;
  }

  async configFromSettings() {
    return this.#configs.findLast((c) => c.source === 'settings')?.config ?? null;
  }

  async saveConfig(config: ConfigVersion['config'], source: ConfigVersion['source']) {
    const version = { version: this.#configs.length + 1, at: this.#clock.now(), source, config };
    this.#configs.push(version);
    return version;
  }

  async close() {}
}

type StoredOrder = OrderRecord & PastOrder & { readonly at: number };

function recordOf(order: StoredOrder): OrderRecord {
  const { id, consumer, model, inferences, maxPrice, bidsUntil, stage, reason, price, detail } = order;
  return { id, consumer, model, inferences, maxPrice, bidsUntil, stage, reason, price, detail };
}

function pastOf(order: StoredOrder): PastOrder {
  const { reason: _, detail: __, at: ___, ...past } = order;
  return past;
}

function newest<T extends { readonly id: number }>(records: Iterable<T>, page: Page): T[] {
  return [...records]
    .filter(({ id }) => page.before === null || id < page.before)
    .sort((a, b) => b.id - a.id)
    .slice(0, page.limit);
}

function newestNumbered<T extends { readonly number: number }>(records: readonly T[], page: Page): T[] {
  return newest(
    records.map((record) => ({ record, id: record.number })),
    page,
  ).map(({ record }) => record);
}

const numbered = <T extends object>(records: readonly T[]): (T & { number: number })[] =>
  records.map((record, i) => ({ ...record, number: i + 1 }));

const ZERO: Totals = { units: 0, provider: 0n as Planck, royalty: 0n as Planck, commission: 0n as Planck };

function add(a: Totals, b: Totals): Totals {
  return {
    units: a.units + b.units,
    provider: (a.provider + b.provider) as Planck,
    royalty: (a.royalty + b.royalty) as Planck,
    commission: (a.commission + b.commission) as Planck,
  };
}

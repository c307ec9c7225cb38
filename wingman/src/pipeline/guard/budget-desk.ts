import { type ModelId, type OrderId, type Planck, planck } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { formatAiro, parseAiro } from '../../domain/amount.ts';
import type { OrderReason } from '../../domain/order-outcome.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Store } from '../../ports/store.ts';
import type { Config } from '../../schemas/config.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';

export interface BudgetInit {
  readonly store: Pick<Store, 'feesOfDay' | 'openAgreements'>;
  readonly chain: Pick<Chain, 'provider' | 'money'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  readonly config: () => Config;
  readonly alert: AlertDesk['raise'];
}

/** What is spent and bound now. */
export interface BudgetUse {
  /** Since midnight UTC. */
  readonly feesToday: Planck;
  /** Bond behind bids and agreements, and deposits; looked up only while there is a limit. */
  readonly locked: Planck;
  readonly agreements: readonly ModelId[];
  readonly orders: ReadonlyMap<OrderId, ModelId>;
}

/** A limit that is reached. */
interface Reached {
  readonly reason: OrderReason;
  /** null: for every model. */
  readonly model: ModelId | null;
  readonly detail: string;
}

/** Keeps bids within what the provider is ready to spend and to bind. Money is looked up once a block. */
export class BudgetDesk {
  readonly #init: BudgetInit;
  readonly #orders = new Map<OrderId, ModelId>();
  #agreements: readonly ModelId[] = [];
  #feesToday = planck(0n);
  #locked = planck(0n);
  #reachedBefore = new Set<string>();
  readonly #toldAt = new Map<string, number>();

  constructor(init: BudgetInit) {
    this.#init = init;
  }

  get use(): BudgetUse {
    return {
      feesToday: this.#feesToday,
      locked: this.#locked,
      agreements: this.#agreements,
      orders: this.#orders,
    };
  }

  /** Why no bid for the model may be made; null when one may. @param order counts itself not */
  refusal(model: ModelId, order?: OrderId): Omit<Reached, 'model'> | null {
    const reached = this.#reached([model], order).find(
      (limit) => limit.model === null || limit.model === model,
    );
    return reached ? { reason: reached.reason, detail: reached.detail } : null;
  }

  /** Counts an order that is, or may be, bid on. Returns how to end that. */
  begin(model: ModelId, order: OrderId): () => void {
    this.#orders.set(order, model);
    return () => this.#orders.delete(order);
  }

  async sawBlock(): Promise<void> {
    const { store, chain, clock, config, log } = this.#init;
    try {
      this.#agreements = (await store.openAgreements()).map(({ model }) => model);
      this.#feesToday = await store.feesOfDay(clock.now());
      if (config().budget.locked !== null) this.#locked = await lockedOf(chain);
    } catch (error) {
      log.warn({ err: error }, 'the budget could not be looked up; what was known counts');
    }
    const models = Object.keys(config().budget.perModel).map((id) => Number(id) as ModelId);
    const reached = this.#reached(models);
    for (const limit of reached) if (!this.#reachedBefore.has(keyOf(limit))) this.#tell(limit);
    this.#reachedBefore = new Set(reached.map(keyOf));
  }

  /** A limit that is reached and left again with each order is told once in a while. */
  #tell(limit: Reached): void {
    const { clock, log, alert } = this.#init;
    const { detail, model, reason } = limit;
    const now = clock.now();
    if (now - (this.#toldAt.get(keyOf(limit)) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return;
    this.#toldAt.set(keyOf(limit), now);
    log.warn({ reason, model }, detail);
    alert('BUDGET_REACHED', model === null ? '' : `model ${model}`, detail);
  }

  #reached(models: readonly ModelId[], except?: OrderId): Reached[] {
    const { feesPerDay, locked, perModel, ...all } = this.#init.config().budget;
    const found: Reached[] = [];
    if (feesPerDay !== null && this.#feesToday >= parseAiro(feesPerDay)) {
      const detail = `fees of today are ${formatAiro(this.#feesToday)} AIRO, the limit is ${feesPerDay}`;
      found.push({ reason: 'BUDGET_FEES', model: null, detail });
    }
    if (locked !== null && this.#locked >= parseAiro(locked)) {
      const detail = `${formatAiro(this.#locked)} AIRO are bound, the limit is ${locked}`;
      found.push({ reason: 'BUDGET_LOCKED', model: null, detail });
    }
    const limits = [
      [null, all] as const,
      ...models.map((m) => [m, perModel[String(m)] ?? NO_LIMITS] as const),
    ];
    for (const [model, limit] of limits) {
      const detail = this.#tooManyOpen(model, limit, except);
      if (detail !== null) found.push({ reason: 'BUDGET_OPEN', model, detail });
    }
    return found;
  }

  #tooManyOpen(
    model: ModelId | null,
    { openOrders, openAgreements }: { openOrders: number | null; openAgreements: number | null },
    except?: OrderId,
  ): string | null {
    if (openOrders === null && openAgreements === null) return null;
    const fits = (other: ModelId) => model === null || other === model;
    const { orders: known, agreements } = this.use;
    const orders = [...known].filter(([id, other]) => id !== except && fits(other)).length;
    // Each bid that stands may become an agreement.
    const bound = agreements.filter(fits).length + orders;
    const name = model === null ? '' : ` for model ${model}`;
    if (openOrders !== null && orders >= openOrders)
      return `${orders} orders are open${name}, as many as may be`;
    if (openAgreements === null || bound < openAgreements) return null;
    return `${bound} agreements and bids that may win are open${name}, as many as may be`;
  }
}

const TELL_EVERY_MS = 3_600_000;
const keyOf = ({ reason, model }: Reached) => `${reason} ${model}`;
const NO_LIMITS = { openOrders: null, openAgreements: null };

async function lockedOf(chain: BudgetInit['chain']): Promise<Planck> {
  const [provider, money] = await Promise.all([chain.provider(), chain.money()]);
  return planck((provider?.covered ?? 0n) + money.orders + money.agreements);
}

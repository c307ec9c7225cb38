import type { AccountId, BlockEvents, ModelId, OrderId } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import type { BreakerState, FaultKind } from '../../domain/breaker.ts';
import type { OrderReason } from '../../domain/order-outcome.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Store } from '../../ports/store.ts';
import type { Config } from '../../schemas/config.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';
import { BotControl } from './bot-control.ts';
import { BreakerDesk, type BreakerKey } from './breaker-desk.ts';
import { BudgetDesk } from './budget-desk.ts';
import type { Hindrances } from './hindrances.ts';

const BREAKER_ALERTS = {
  open: 'BREAKER_OPENED',
  halfOpen: 'BREAKER_HALF_OPEN',
  closed: 'BREAKER_CLOSED',
} as const;

/** Why no bid may be made, whatever the order is like. */
export interface Refusal {
  readonly reason: OrderReason;
  readonly detail: string;
}

/** The way past the guard; `release` when the order is over. */
export type Admission =
  | { readonly ok: true; readonly release: () => void }
  | ({ readonly ok: false } & Refusal);

/** Whether bids are made at all, as the steps of an order see it. */
export interface BiddingGate {
  /** null when a bid may be made. @param order one that is past the gate already may be bid on again */
  refusal(model: ModelId, order?: OrderId): Refusal | null;
  admit(model: ModelId, order: OrderId): Admission;
  /** Counts an order that is bid on already. Returns how to end that. */
  hold(model: ModelId, order: OrderId): () => void;
}

export interface GuardInit {
  readonly store: Store;
  readonly chain: Pick<Chain, 'provider' | 'money'>;
  readonly account: AccountId;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly onFault: (kind: FaultKind) => void;
  readonly alert: AlertDesk['raise'];
  readonly hindrances: Hindrances;
}

/** What keeps the bot from bidding for reasons that are not the order's: the provider's word, faults, a budget, and what is missing. */
export class Guard implements BiddingGate {
  readonly control: BotControl;
  readonly breaker: BreakerDesk;
  readonly budget: BudgetDesk;

  readonly #alert: AlertDesk['raise'];
  readonly #hindrances: Hindrances;

  constructor(init: GuardInit) {
    this.#alert = init.alert;
    this.#hindrances = init.hindrances;
    this.control = new BotControl({ ...init, onDrained: () => init.alert('DRAINED', '', 'safe to stop') });
    this.budget = new BudgetDesk(init);
    this.breaker = new BreakerDesk({
      ...init,
      onFault: (kind, subject) => {
        init.onFault(kind);
        if (kind === 'slash') init.alert('SLASHED', '', subject);
      },
      onChange: (key, state) => this.#breakerChanged(key, state),
    });
  }

  async load(): Promise<void> {
    await Promise.all([this.control.load(), this.breaker.load()]);
  }

  refusal(model: ModelId, order?: OrderId): Refusal | null {
    const { mode } = this.control.current;
    if (mode === 'paused') return { reason: 'PAUSED', detail: '' };
    if (mode === 'draining') return { reason: 'DRAINING', detail: '' };
    const detail = this.breaker.refusal(model, order);
    if (detail !== null) return { reason: 'BREAKER_OPEN', detail };
    return this.budget.refusal(model, order) ?? this.#hindrances.current;
  }

  admit(model: ModelId, order: OrderId): Admission {
    const refusal = this.refusal(model, order);
    if (refusal) return { ok: false, ...refusal };
    const ends = [this.breaker.begin(model, order), this.budget.begin(model, order)];
    return {
      ok: true,
      release: () => {
        for (const end of ends) end();
      },
    };
  }

  hold(model: ModelId, order: OrderId): () => void {
    return this.budget.begin(model, order);
  }

  /** @param block null after a gap, whose events nobody read */
  async sawBlock(block: BlockEvents | null): Promise<void> {
    await this.breaker.sawBlock(block);
    await this.budget.sawBlock();
  }

  #breakerChanged(key: BreakerKey, { state, faults }: BreakerState): void {
    const subject = key === 'all' ? '' : `model ${key}`;
    const last = faults.at(-1);
    const why = last ? `last fault: ${last.kind}, ${last.subject}` : '';
    this.#alert(BREAKER_ALERTS[state], subject, why);
  }
}

import {
  type AccountId,
  type BlockEvents,
  type ChainEvent,
  type FailCode,
  type ModelId,
  modelId,
  type OrderId,
} from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { z } from 'zod';
import { formatAiro } from '../../domain/amount.ts';
import {
  type BreakerEvent,
  type BreakerLimits,
  type BreakerState,
  CLOSED,
  FAULT_KINDS,
  type Fault,
  type FaultKind,
  transition,
} from '../../domain/breaker.ts';
import type { Store } from '../../ports/store.ts';
import type { Config } from '../../schemas/config.ts';

const MS_PER_SECOND = 1_000;
const STATE_KEY = 'breakers';
/** The provider's own doing; the other codes are about what the consumer sent. */
const OWN_FAILURES: readonly FailCode[] = ['ModelUnavailable', 'Timeout', 'Internal'];

/** Of one model, or of all together. */
export type BreakerKey = ModelId | 'all';

const faults = z.array(z.object({ kind: z.enum(FAULT_KINDS), at: z.number(), subject: z.string() }));
const stateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('closed'), faults }),
  z.object({ state: z.literal('open'), since: z.number(), until: z.number().nullable(), faults }),
  z.object({ state: z.literal('halfOpen'), since: z.number(), faults }),
]);
const storedSchema = z.record(z.string(), stateSchema);

export interface BreakerInit {
  readonly store: Pick<Store, 'state' | 'saveState' | 'agreement'>;
  readonly account: AccountId;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  readonly config: () => Config;
  /** Told of each change from one state to another. */
  readonly onChange: (key: BreakerKey, now: BreakerState) => void;
  readonly onFault: (kind: FaultKind, subject: string) => void;
}

/** Stops bids for a model that fails, or for all; what was won is served on. Keeps its states over restarts. */
export class BreakerDesk {
  readonly #init: BreakerInit;
  readonly #states = new Map<BreakerKey, BreakerState>();
  readonly #trials = new Map<BreakerKey, OrderId>();

  constructor(init: BreakerInit) {
    this.#init = init;
  }

  async load(): Promise<void> {
    const stored = storedSchema.safeParse((await this.#init.store.state(STATE_KEY)) ?? {});
    for (const [key, state] of Object.entries(stored.data ?? {})) {
      this.#states.set(key === 'all' ? key : modelId(Number(key)), state);
    }
  }

  /** Those with something to tell; `all` first. */
  list(): readonly (readonly [BreakerKey, BreakerState])[] {
    const models = [...this.#states]
      .filter(([key]) => key !== 'all')
      .sort(([a], [b]) => Number(a) - Number(b));
    return [['all', this.#states.get('all') ?? CLOSED], ...models];
  }

  /** Why no bid for the model may be made; null when one may. */
  refusal(model: ModelId, order?: OrderId): string | null {
    for (const key of ['all', model] as const) {
      const state = this.#states.get(key) ?? CLOSED;
      const name = key === 'all' ? 'all models' : `model ${key}`;
      if (state.state === 'open') return `open for ${name} since ${new Date(state.since).toISOString()}`;
      const trial = this.#trials.get(key);
      if (state.state === 'halfOpen' && trial !== undefined && trial !== order)
        return `half open for ${name}: order ${trial} is the one that is tried`;
    }
    return null;
  }

  /** A half open breaker lets this order by and no other. Returns how to end that. */
  begin(model: ModelId, order: OrderId): () => void {
    const taken = (['all', model] as const).filter((key) => this.#states.get(key)?.state === 'halfOpen');
    for (const key of taken) this.#trials.set(key, order);
    return () => {
      for (const key of taken) if (this.#trials.get(key) === order) this.#trials.delete(key);
    };
  }

  /** Counts what the block tells of this provider's failures and answers. */
  async sawBlock(block: BlockEvents | null): Promise<void> {
    const before = new Map(this.#states);
    for (const key of this.#states.keys()) this.#apply(key, { type: 'tick' });
    for (const { event } of block?.events ?? []) {
      await this.#sawEvent(event, block?.block.number ?? 0);
    }
    await this.#settle(before);
  }

  /** @param key null: every one of them */
  async reset(key: BreakerKey | null): Promise<void> {
    const before = new Map(this.#states);
    for (const one of key === null ? [...this.#states.keys()] : [key]) this.#apply(one, { type: 'reset' });
    await this.#settle(before);
  }

  /** The file of a model is not what was checked: no bids for it, as nobody knows who changed what else. */
  async fileChanged(model: ModelId, detail: string): Promise<void> {
    const before = new Map(this.#states);
    this.#fault([model], 'file', detail);
    await this.#settle(before);
  }

  async #sawEvent(event: ChainEvent, block: number): Promise<void> {
    if (event.type === 'providers.Slashed') {
      if (event.provider === this.#init.account)
        this.#fault(['all'], 'slash', `slash of ${formatAiro(event.amount)} AIRO in block ${block}`);
      return;
    }
    const isFailure = event.type === 'execution.Failed' && OWN_FAILURES.includes(event.code);
    const isTimeout = event.type === 'execution.TimedOut';
    if (!isFailure && !isTimeout && event.type !== 'execution.Responded') return;
    const agreement = await this.#init.store.agreement(event.agreement);
    if (!agreement) return;
    const keys = ['all', agreement.model] as const;
    if (event.type === 'execution.Responded') for (const key of keys) this.#apply(key, { type: 'success' });
    else {
      const subject = `request ${event.index} of agreement ${event.agreement}`;
      this.#fault(keys, isTimeout ? 'timeout' : 'failure', subject);
    }
  }

  #fault(keys: readonly BreakerKey[], kind: FaultKind, subject: string): void {
    const fault: Fault = { kind, subject, at: this.#init.clock.now() };
    const changed = keys.map((key) => this.#apply(key, { type: 'fault', fault }));
    if (changed.includes(true)) this.#init.onFault(kind, subject);
  }

  #apply(key: BreakerKey, event: BreakerEvent): boolean {
    const before = this.#states.get(key) ?? CLOSED;
    const after = transition(before, event, this.#init.clock.now(), this.#limits(key));
    if (after !== before) this.#states.set(key, after);
    return after !== before;
  }

  #limits(key: BreakerKey): BreakerLimits {
    const { faults: perModel, faultsOverall, windowS, coolDownS } = this.#init.config().breaker;
    return {
      faults: key === 'all' ? faultsOverall : perModel,
      windowMs: windowS * MS_PER_SECOND,
      coolDownMs: coolDownS === null ? null : coolDownS * MS_PER_SECOND,
    };
  }

  /** Stores and tells what changed. */
  async #settle(before: ReadonlyMap<BreakerKey, BreakerState>): Promise<void> {
    const changed = [...this.#states].filter(([key, state]) => before.get(key) !== state);
    if (changed.length === 0) return;
    await this.#init.store.saveState(STATE_KEY, Object.fromEntries(this.#states));
    for (const [key, state] of changed) {
      if ((before.get(key) ?? CLOSED).state === state.state) continue;
      this.#init.log.warn({ breaker: key, ...state }, `circuit breaker ${state.state}`);
      this.#init.onChange(key, state);
    }
  }
}

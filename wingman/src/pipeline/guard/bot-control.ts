import type { Clock, Logger } from '@airo/program';
import { z } from 'zod';
import type { Store } from '../../ports/store.ts';

const STATE_KEY = 'control';

/** `paused`, `draining`: no new bids, what was won is served. A bot that drains ends when it has nothing left. */
export const BIDDING_MODES = ['running', 'paused', 'draining'] as const;
export type BiddingMode = (typeof BIDDING_MODES)[number];

const controlSchema = z.object({
  mode: z.enum(BIDDING_MODES),
  /** Milliseconds since 1970. */
  since: z.number(),
  /** Whether the process ends when it is drained. */
  stops: z.boolean(),
});
export type ControlState = z.output<typeof controlSchema>;

/** What is left to do before the process can be stopped without harm. */
export interface Left {
  readonly orders: number;
  readonly agreements: number;
}

const isNothing = ({ orders, agreements }: Left) => orders + agreements === 0;

/** Pause, resume and drain, in force over restarts. */
export class BotControl {
  readonly #store: Pick<Store, 'state' | 'saveState' | 'cursor'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Logger;
  readonly #onDrained: () => void;
  #state: ControlState = { mode: 'running', since: 0, stops: false };
  /** Best block at which nothing was left; it counts when that is final. */
  #emptyAt: number | null = null;
  #drained: () => void = () => {};
  /** Resolves when the bot is drained and was to stop then. */
  readonly drained = new Promise<void>((resolve) => {
    this.#drained = resolve;
  });

  constructor(init: {
    store: Pick<Store, 'state' | 'saveState' | 'cursor'>;
    clock: Pick<Clock, 'now'>;
    log: Logger;
    onDrained: () => void;
  }) {
    this.#store = init.store;
    this.#clock = init.clock;
    this.#log = init.log;
    this.#onDrained = init.onDrained;
  }

  async load(): Promise<void> {
    const stored = controlSchema.safeParse(await this.#store.state(STATE_KEY));
    if (stored.success) this.#state = stored.data;
    if (this.#state.mode !== 'running')
      this.#log.warn(this.#state, 'makes no bids: `wingman resume` changes that');
  }

  get current(): ControlState {
    return this.#state;
  }

  async set(mode: BiddingMode, stops = false): Promise<ControlState> {
    const isSame = mode === this.#state.mode && stops === this.#state.stops;
    if (!isSame) {
      this.#state = { mode, since: this.#clock.now(), stops };
      this.#emptyAt = null;
      await this.#store.saveState(STATE_KEY, this.#state);
      this.#log.warn(this.#state, 'bidding mode changed');
    }
    return this.#state;
  }

  /**
   * Looks whether a bot that drains is done: nothing is left, in blocks that are final. Then it is paused, so that the next
   * start doesn't bid, and ends if it was to.
   * @param head number of the best block
   * @param left asked only while it drains
   */
  async sawBlock(head: number, left: () => Promise<Left>): Promise<void> {
    if (this.#state.mode !== 'draining' || !isNothing(await left())) {
      this.#emptyAt = null;
      return;
    }
    this.#emptyAt ??= head;
    const finalised = await this.#store.cursor('finalised');
    if (!finalised || finalised.number < this.#emptyAt) return;
    const { stops } = this.#state;
    await this.set('paused');
    this.#log.warn('drained: nothing is left to serve, it is safe to stop');
    this.#onDrained();
    if (stops) this.#drained();
  }
}

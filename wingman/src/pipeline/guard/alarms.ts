import type { ModelId } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import { formatAiro } from '../../domain/amount.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Store } from '../../ports/store.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';
import type { ServedModels } from '../model/served-models.ts';
import { readFees } from '../pricing/fees.ts';

const EVERY_MS = 5_000;
/** Free money is to pay for so many bids and answers. */
const TRANSACTIONS_AHEAD = 20n;

export interface AlarmInit {
  readonly alert: AlertDesk['raise'];
  readonly chain: Pick<Chain, 'money' | 'constants'>;
  readonly store: Pick<Store, 'meanFees'>;
  readonly served: ServedModels;
  /** Whether blocks came, and come no more. */
  readonly isChainLost: () => boolean;
}

/** Tells once that something is wrong with chain, models or money, and again only after it was well. */
export class Alarms {
  readonly #init: AlarmInit;
  readonly #failed = new Set<ModelId>();
  #isLost = false;
  #isPoor = false;

  constructor(init: AlarmInit) {
    this.#init = init;
  }

  /** Looks every few seconds until the signal aborts. */
  async run(clock: Pick<Clock, 'wait'>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      await clock.wait(EVERY_MS, signal).catch(() => {});
    }
  }

  async look(): Promise<void> {
    const { alert, isChainLost } = this.#init;
    const isLost = isChainLost();
    if (isLost !== this.#isLost) {
      alert(isLost ? 'CHAIN_LOST' : 'CHAIN_BACK', '', isLost ? 'no new block' : 'blocks come again');
    }
    this.#isLost = isLost;
    this.#lookAtModels();
    // What can't be read now is looked at next time; a chain that is lost is told above.
    if (!isLost) await this.#lookAtMoney().catch(() => {});
  }

  /** One that fails is tried again at once: only `ready` means that it is well. */
  #lookAtModels(): void {
    const { alert, served } = this.#init;
    for (const model of served.list()) {
      if (model.state === 'ready') this.#failed.delete(model.id);
      if (model.state !== 'failed' || this.#failed.has(model.id)) continue;
      this.#failed.add(model.id);
      alert('MODEL_UNAVAILABLE', `model ${model.id}`, `${model.code}: ${model.reason}`);
    }
  }

  async #lookAtMoney(): Promise<void> {
    const { alert, chain, store } = this.#init;
    const [{ free }, { perBid, perRequest }] = await Promise.all([chain.money(), readFees(store)]);
    const needed = chain.constants.existentialDeposit + (perBid + perRequest) * TRANSACTIONS_AHEAD;
    const isPoor = free < needed;
    if (isPoor && !this.#isPoor) {
      alert('OUT_OF_MONEY', '', `${formatAiro(free)} AIRO are free, ${formatAiro(needed)} are needed`);
    }
    this.#isPoor = isPoor;
  }
}

import type { Clock, Logger } from '@airo/program';
import { isPlausible, type UsdRate } from '../../domain/pricing/usd.ts';
import type { Store } from '../../ports/store.ts';
import type { UsdRateSource } from '../../ports/usd-rate.ts';

const REFRESH_MS = 60_000;

export interface UsdRateInit {
  /** null: no source was named, and prices in dollars can't be asked. */
  readonly source: UsdRateSource | null;
  readonly store: Pick<Store, 'usdRate' | 'saveUsdRate'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** An older rate is none. */
  readonly maxAgeMs: number;
}

/** The price of AIRO in dollars: read each minute, the last good one kept over failures and restarts until it is too old. */
export class UsdRateKeeper {
  readonly #init: UsdRateInit;
  #last: UsdRate | null = null;

  constructor(init: UsdRateInit) {
    this.#init = init;
  }

  /** null when there is none that is young enough. */
  current(): UsdRate | null {
    const { clock, maxAgeMs } = this.#init;
    return this.#last !== null && clock.now() - this.#last.at <= maxAgeMs ? this.#last : null;
  }

  /** Reads once now and then each minute, until the signal aborts. The first reading is over when this resolves. */
  async start(signal: AbortSignal): Promise<void> {
    const { source, store } = this.#init;
    if (source === null) return;
    this.#last = await store.usdRate();
    await this.#refresh(source, signal);
    void this.#repeat(source, signal);
  }

  async #repeat(source: UsdRateSource, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#init.clock.wait(REFRESH_MS, signal).catch(() => {});
      if (!signal.aborted) await this.#refresh(source, signal);
    }
  }

  async #refresh(source: UsdRateSource, signal: AbortSignal): Promise<void> {
    const { clock, log, store } = this.#init;
    try {
      const rate = { picoUsd: await source.read(signal), at: clock.now() };
      const trusted = this.current();
      if (trusted !== null && !isPlausible(rate, trusted)) {
        log.warn(
          { source: source.name, rate: `${rate.picoUsd}`, last: `${trusted.picoUsd}` },
          'a price of AIRO that jumped is not believed',
        );
        return;
      }
      this.#last = rate;
      await store.saveUsdRate(rate);
    } catch (error) {
      if (!signal.aborted)
        log.warn({ err: error, source: source.name }, 'the price of AIRO could not be read');
    }
  }
}

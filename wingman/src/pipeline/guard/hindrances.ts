import type { Logger } from '@airo/program';
import type { AlertDesk } from '../alerts/alert-desk.ts';

/** What keeps the bot from bidding until it is mended, each the name of a reason and of an alert. */
export const HINDRANCES = ['OUT_OF_MONEY', 'DISK_FULL', 'DX_AWAY', 'ENDPOINT_FAULT'] as const;
export type Hindrance = (typeof HINDRANCES)[number];

/** What an agreement could not be kept with now. Told when it comes and when it goes; what was won is served all the while. */
export class Hindrances {
  readonly #alert: AlertDesk['raise'];
  readonly #log: Logger;
  readonly #onOver: () => void;
  readonly #now = new Map<Hindrance, string>();

  /** @param onOver one is over: what could not be done meanwhile may be tried again */
  constructor({ alert, log, onOver }: { alert: AlertDesk['raise']; log: Logger; onOver: () => void }) {
    this.#alert = alert;
    this.#log = log;
    this.#onOver = onOver;
  }

  /** The first one that there is now. */
  get current(): { readonly reason: Hindrance; readonly detail: string } | null {
    for (const [reason, detail] of this.#now) return { reason, detail };
    return null;
  }

  has(which: Hindrance): boolean {
    return this.#now.has(which);
  }

  /** @param detail what is wrong and what to do; null when all is well */
  report(which: Hindrance, detail: string | null): void {
    const before = this.#now.has(which);
    if (detail === null) this.#now.delete(which);
    else this.#now.set(which, detail);
    if (before === (detail !== null)) return;
    if (detail === null) {
      this.#log.warn({ hindrance: which }, 'well again: bids are made as before');
      this.#alert('BIDDING_AGAIN', which, 'well again');
      this.#onOver();
    } else {
      this.#log.error({ hindrance: which }, `no bids are made: ${detail}`);
      this.#alert(which, '', detail);
    }
  }
}

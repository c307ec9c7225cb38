import { AbortedError } from '@airo/program';
import type { Call, Inclusion } from '../client/transactions.ts';

/** A call on its way, and the one who waits for it. */
export class Item {
  readonly call: Call;
  readonly finalised: boolean;
  readonly result: Promise<Inclusion>;
  #resolve: (inclusion: Inclusion) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #settled = false;

  constructor(call: Call, options: { finalised?: boolean | undefined; signal?: AbortSignal | undefined }) {
    this.call = call;
    this.finalised = options.finalised ?? false;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = options;
    if (!signal) return;
    const abort = () => this.reject(new AbortedError(signal.reason));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    const forget = () => signal.removeEventListener('abort', abort);
    this.result.then(forget, forget);
  }

  /** Nobody waits for it any more. */
  get settled(): boolean {
    return this.#settled;
  }

  resolve(inclusion: Inclusion): void {
    this.#settled = true;
    this.#resolve(inclusion);
  }

  reject(error: unknown): void {
    this.#settled = true;
    this.#reject(error);
  }
}

/** Closes what was added, last first. One that fails doesn't keep the others open. */
export class Closer {
  readonly #open: { name: string; close: () => Promise<void> | void }[] = [];
  readonly #onError: (name: string, error: unknown) => void;
  #closing: Promise<void> | undefined;

  constructor(onError: (name: string, error: unknown) => void = () => {}) {
    this.#onError = onError;
  }

  add(name: string, close: () => Promise<void> | void): void {
    this.#open.push({ name, close });
  }

  /** Safe to call again: the second call waits for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (let item = this.#open.pop(); item; item = this.#open.pop()) {
      try {
        await item.close();
      } catch (error) {
        this.#onError(item.name, error);
      }
    }
  }
}

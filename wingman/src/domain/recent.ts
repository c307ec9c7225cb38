/**
 * The last things that happened, numbered from 1, for readers each of whom goes at its own pace and keeps nothing here but a
 * number.
 */
export class Recent<T> {
  /** Tells numbers of this process from those of an earlier one. */
  readonly session: string;
  readonly #limit: number;
  readonly #maxSize: number;
  readonly #sizeOf: (value: T) => number;
  readonly #kept: T[] = [];
  readonly #listeners = new Set<() => void>();
  #start = 0;
  #size = 0;
  #next = 1;

  /** @param init.maxSize of all that is kept, in the unit of `sizeOf`; what is larger alone is left out, and has no number */
  constructor(init: { session: string; limit: number; maxSize?: number; sizeOf?: (value: T) => number }) {
    this.session = init.session;
    this.#limit = init.limit;
    this.#maxSize = init.maxSize ?? Number.POSITIVE_INFINITY;
    this.#sizeOf = init.sizeOf ?? (() => 1);
  }

  /** Of the oldest that is kept; `next` when nothing is. */
  get first(): number {
    return this.#next - this.length;
  }

  /** Of what comes next. */
  get next(): number {
    return this.#next;
  }

  get length(): number {
    return this.#kept.length - this.#start;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  append(value: T): void {
    const size = this.#sizeOf(value);
    if (size > this.#maxSize) return;
    this.#kept.push(value);
    this.#next++;
    this.#size += size;
    while (this.length > this.#limit || this.#size > this.#maxSize) this.#forget();
    for (const listener of this.#listeners) listener();
  }

  /** undefined when it is forgotten, or still to come. */
  at(sequence: number): T | undefined {
    return sequence < this.first ? undefined : this.#kept[this.#start + sequence - this.first];
  }

  /** @returns what ends it */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The array is cut now and then only: cutting it each time would move everything. */
  #forget(): void {
    this.#size -= this.#sizeOf(this.#kept[this.#start++] as T);
    if (this.#start <= this.#limit) return;
    this.#kept.splice(0, this.#start);
    this.#start = 0;
  }
}

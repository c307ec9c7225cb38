import type { Clock, Logger } from '@airo/program';
import type { BlobEntry } from '../domain/blob-entry.ts';
import type { DxKey } from '../domain/key.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { ContentRouter } from '../ports/content-router.ts';

export interface AnnouncerInit {
  store: BlobStore;
  router: ContentRouter;
  clock: Clock;
  logger: Logger;
  /** Announcements at once. */
  concurrency: number;
  /** How long one may take. */
  timeoutMs: number;
  /** Pause before what nobody took note of is tried again. */
  retryMs: number;
}

interface Announcement {
  readonly key: DxKey;
  readonly onFirstAttempt: () => void;
}

/**
 * Tells the network what this node holds, in the background and until somebody has taken note; the router tells it
 * again before records run out. What leaves the store is withdrawn. A node that is alone may hold very many blobs that
 * wait: each of them is a key in a set, and there is one timer for all.
 */
export class Announcer {
  readonly #init: AnnouncerInit;
  readonly #pending = new Set<DxKey>();
  readonly #queue = new Set<Announcement>();
  readonly #later = new Set<DxKey>();
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #unsubscribe: () => void;
  #workers = 0;
  #isRetrying = false;

  constructor(init: AnnouncerInit) {
    this.#init = init;
    this.#unsubscribe = init.store.onRemoved((key) => this.#withdraw(key));
  }

  /** Blobs that the network doesn't know of yet. */
  get pending(): number {
    return this.#pending.size;
  }

  /**
   * Takes up what an earlier run didn't finish, takes back what it told of blobs that aren't here any more, and tells the rest
   * again, a few at a time: this node's addresses may be others now, and who knew of it may be gone.
   */
  start(): void {
    const known: BlobEntry[] = [];
    for (const entry of this.#init.store.entries()) {
      if (entry.announcedAt === null) void this.announce(entry.key);
      else known.push(entry);
    }
    known.sort((a, b) => (a.announcedAt ?? 0) - (b.announcedAt ?? 0));
    const line = known.values();
    for (let i = 0; i < this.#init.concurrency; i += 1) this.#track(this.#renew(line));
    this.#track(this.#withdrawAbsent());
  }

  /** Resolves after the first attempt, however that went; more follow in the background. */
  async announce(key: DxKey): Promise<void> {
    if (this.#pending.has(key) || this.#stop.signal.aborted) return;
    this.#pending.add(key);
    await new Promise<void>((resolve) => this.#enqueue([{ key, onFirstAttempt: resolve }]));
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#stop.abort();
    for (const { onFirstAttempt } of this.#queue) onFirstAttempt();
    this.#queue.clear();
    await Promise.allSettled(this.#running);
  }

  #enqueue(announcements: readonly Announcement[]): void {
    for (const announcement of announcements) this.#queue.add(announcement);
    while (this.#workers < this.#init.concurrency && this.#queue.size > 0) {
      this.#workers += 1;
      this.#track(this.#work().finally(() => (this.#workers -= 1)));
    }
  }

  async #work(): Promise<void> {
    for (const announcement of this.#queue) {
      this.#queue.delete(announcement);
      const { key, onFirstAttempt } = announcement;
      const isOver = !this.#pending.has(key) || (await this.#announceOnce(key));
      onFirstAttempt();
      if (this.#stop.signal.aborted) return;
      if (isOver) continue;
      this.#later.add(key);
      this.#retry();
    }
  }

  #retry(): void {
    if (this.#isRetrying) return;
    this.#isRetrying = true;
    this.#track(this.#retryUntilNoneWaits());
  }

  async #retryUntilNoneWaits(): Promise<void> {
    const { clock, router, retryMs } = this.#init;
    while (this.#later.size > 0) {
      await clock.wait(retryMs, this.#stop.signal);
      if (!router.canLookUp()) continue;
      const again = [...this.#later].map((key) => ({ key, onFirstAttempt: () => {} }));
      this.#later.clear();
      this.#enqueue(again);
    }
    this.#isRetrying = false;
  }

  async #renew(line: Iterator<BlobEntry, undefined>): Promise<void> {
    const { store, clock, retryMs } = this.#init;
    for (let entry = line.next().value; entry !== undefined; entry = line.next().value) {
      const { key } = entry;
      while (store.stat(key) !== undefined) {
        if (await this.#announceOnce(key)) break;
        await clock.wait(retryMs, this.#stop.signal);
      }
    }
  }

  async #withdrawAbsent(): Promise<void> {
    const { store, router } = this.#init;
    for await (const key of router.provided()) {
      if (this.#stop.signal.aborted) return;
      if (store.stat(key) === undefined && !this.#pending.has(key)) this.#withdraw(key);
    }
  }

  async #announceOnce(key: DxKey): Promise<boolean> {
    const { store, router, logger, timeoutMs } = this.#init;
    if (!router.canLookUp()) return false;
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const told = await router.provide(key, signal);
      if (store.stat(key) === undefined) {
        this.#withdraw(key);
        return true;
      }
      if (told === 0) return false;
      await store.markAnnounced(key);
      this.#pending.delete(key);
      logger.debug({ key, told }, 'announced');
      return true;
    } catch (error) {
      if (!this.#stop.signal.aborted)
        logger.debug({ key, error }, 'announcement failed, will be tried again');
      return false;
    }
  }

  #withdraw(key: DxKey): void {
    this.#pending.delete(key);
    this.#later.delete(key);
    this.#track(
      this.#init.router.withdraw(key).catch((error: unknown) => {
        this.#init.logger.warn({ key, error }, 'provider record could not be withdrawn');
      }),
    );
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch(() => undefined).finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }
}

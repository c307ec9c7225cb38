import { Worker } from 'node:worker_threads';
import type { Results } from '@electric-sql/pglite';
import { DatabaseLostError, StatementError } from '../errors.ts';
import type { DatabaseSession, EmbeddedDatabase, ResultOptions } from './embedded-database.ts';
import type { ErrorFacts, FromThread, Request, ThreadInit, ToThread } from './thread-messages.ts';

const THREAD = new URL('./database-thread.ts', import.meta.url);

interface Waiting {
  readonly resolve: (results: readonly Results[]) => void;
  readonly reject: (error: Error) => void;
}

/** An embedded PostgreSQL in a thread of its own. */
export interface ThreadedDatabase extends EmbeddedDatabase {
  /** Rejects when its thread ends before it is closed; then whatever is asked of it rejects. */
  readonly lost: Promise<never>;
}

/**
 * Opens the database of a folder, as `openDatabase` does, in a thread of its own: PGlite computes a statement in the thread
 * that asks for it, which then does nothing else. `@electric-sql/pglite/worker` was looked at: it shares a database among a
 * browser's tabs, and `pglite-socket` serves one over a port.
 * @param init.folder null keeps it in memory
 */
export async function openDatabaseThread(init: ThreadInit): Promise<ThreadedDatabase> {
  const worker = new Worker(THREAD, { workerData: init });
  const thread = new DatabaseThread(worker);
  await thread.opened;
  return thread;
}

class DatabaseThread implements ThreadedDatabase {
  readonly lost: Promise<never>;
  readonly opened: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(channel: string, payload: string) => void>();
  #lastId = 0;
  #closing = false;
  #gone: Error | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    let lose: (error: Error) => void = () => {};
    this.lost = new Promise((_, reject) => {
      lose = reject;
    });
    this.lost.catch(() => {});
    this.opened = new Promise((opened, failed) => {
      worker.on('message', (message: FromThread) => {
        if (message.kind === 'opened') {
          // Like a PGlite in the same thread, it keeps no process alive by itself.
          worker.unref();
          opened();
        } else if (message.kind === 'failed') {
          failed(errorOf(message.error));
          void worker.terminate();
        } else this.#take(message);
      });
      const end = (reason: string) => {
        this.#gone ??= new DatabaseLostError(this.#closing ? 'it was closed' : reason);
        failed(this.#gone);
        if (!this.#closing) lose(this.#gone);
        for (const { reject } of this.#waiting.values()) reject(this.#gone);
        this.#waiting.clear();
      };
      worker.on('error', (error) => end(String(error)));
      worker.on('exit', (code) => end(`its thread ended with code ${code}`));
    });
  }

  query<T>(text: string, params?: unknown[], options?: ResultOptions): Promise<Results<T>> {
    return this.#query(null, text, params, options);
  }

  exec(text: string, options?: ResultOptions): Promise<Results[]> {
    return this.#exec(null, text, options);
  }

  transaction<T>(work: (session: DatabaseSession) => Promise<T>): Promise<T> {
    return this.#during('begin', (number) =>
      work({
        query: (text, params, options) => this.#query(number, text, params, options),
        exec: (text, options) => this.#exec(number, text, options),
      }),
    );
  }

  runExclusive<T>(work: () => Promise<T>): Promise<T> {
    return this.#during('hold', work);
  }

  onNotification(listen: (channel: string, payload: string) => void): () => void {
    // One that listens twice hears twice.
    const own: typeof listen = (channel, payload) => listen(channel, payload);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (!this.#gone) await this.#ask({ kind: 'close' });
    await this.#worker.terminate();
  }

  async #during<T>(kind: 'begin' | 'hold', work: (number: number) => Promise<T>): Promise<T> {
    const number = ++this.#lastId;
    await this.#ask({ kind, number });
    let result: T;
    try {
      result = await work(number);
    } catch (error) {
      // What undid it is worth more than what went wrong with the undoing.
      await this.#ask({ kind: 'end', number, keep: false }).catch(() => {});
      throw error;
    }
    await this.#ask({ kind: 'end', number, keep: true });
    return result;
  }

  async #query<T>(within: number | null, text: string, params?: unknown[], options: ResultOptions = {}) {
    const [result] = await this.#ask({ kind: 'query', params, ...asked(within, text, options) });
    return parsed(result as Results<T>, options);
  }

  async #exec(within: number | null, text: string, options: ResultOptions = {}): Promise<Results[]> {
    const results = await this.#ask({ kind: 'exec', ...asked(within, text, options) });
    return results.map((result) => parsed(result, options));
  }

  #ask(request: Request): Promise<readonly Results[]> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    return new Promise<readonly Results[]>((resolve, reject) => {
      this.#worker.postMessage({ id, ...request } satisfies ToThread);
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
    }).finally(() => {
      if (this.#waiting.size === 0) this.#worker.unref();
    });
  }

  #take(message: Exclude<FromThread, { kind: 'opened' | 'failed' }>): void {
    if (message.kind === 'notified') {
      for (const listen of this.#listeners) listen(message.channel, message.payload);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'done') waiting?.resolve(message.results);
    else waiting?.reject(errorOf(message.error));
  }
}

const asked = (within: number | null, text: string, { rowMode, parsers = {} }: ResultOptions) => ({
  within,
  text,
  rowMode,
  asText: Object.keys(parsers).map(Number),
});

/** The same results, the values that came as texts parsed. */
function parsed<T>(result: Results<T>, { parsers = {} }: ResultOptions): Results<T> {
  const own = result.fields.flatMap(({ name, dataTypeID }, column) => {
    const parse = parsers[dataTypeID];
    return parse ? [{ name, column, parse }] : [];
  });
  if (own.length === 0) return result;
  for (const row of result.rows as (unknown[] & Record<string, unknown>)[]) {
    for (const { name, column, parse } of own) {
      const key = Array.isArray(row) ? column : name;
      const text = row[key as keyof typeof row];
      if (text !== null) (row as Record<string | number, unknown>)[key] = parse(text as string);
    }
  }
  return result;
}

function errorOf({ message, ...facts }: ErrorFacts): Error {
  return new StatementError(message, facts);
}

import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type QueryOptions, type Results } from '@electric-sql/pglite';
import { StatementError } from '../errors.ts';
import type { DatabaseSession } from './embedded-database.ts';
import { openDatabase } from './open-database.ts';
import type { ErrorFacts, FromThread, Request, ThreadInit, ToThread } from './thread-messages.ts';

/** A thread with an embedded PostgreSQL: each statement blocks it, and nothing else. */
const { folder, cacheDir } = workerData as ThreadInit;

interface Held {
  /** null for a hold. */
  readonly session: DatabaseSession | null;
  readonly end: (keep: boolean) => void;
  /** When it is over. */
  readonly over: Promise<unknown>;
}
const held = new Map<number, Held>();
const UNDONE = Symbol('undone');

const send = (message: FromThread) => parentPort?.postMessage(message);

function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { message: String(error) };
  const own = Object.entries(error).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return { ...Object.fromEntries(own), name: error.name, message: error.message };
}

/** Resolves when the transaction, or the hold, has begun; it goes on until its end is asked for. */
function begin(
  number: number,
  run: (work: (session: DatabaseSession | null) => Promise<void>) => Promise<unknown>,
) {
  return new Promise<void>((begun, failed) => {
    const over: Promise<unknown> = run(
      (session) =>
        new Promise((resolve, reject) => {
          held.set(number, { session, end: (keep) => (keep ? resolve() : reject(UNDONE)), over });
          begun();
        }),
    ).finally(() => held.delete(number));
    // Who ends it hears of it.
    over.catch(failed);
  });
}

async function end(number: number, keep: boolean): Promise<void> {
  const ending = held.get(number);
  ending?.end(keep);
  await ending?.over.catch((error) => {
    if (error !== UNDONE) throw error;
  });
}

const asIs = (text: string) => text;

async function answer(database: PGlite, request: Request): Promise<readonly Results[]> {
  switch (request.kind) {
    case 'query':
    case 'exec': {
      const { within, text, rowMode, asText } = request;
      const session = within === null ? database : held.get(within)?.session;
      if (!session) throw new StatementError('the transaction is over', {});
      const parsers = Object.fromEntries(asText.map((type) => [type, asIs]));
      const options: QueryOptions = { parsers, ...(rowMode ? { rowMode } : {}) };
      if (request.kind === 'exec') return session.exec(text, options);
      return [await session.query(text, request.params ? [...request.params] : undefined, options)];
    }
    case 'begin':
      await begin(request.number, (work) => database.transaction(work));
      return [];
    case 'hold':
      await begin(request.number, (work) => database.runExclusive(() => work(null)));
      return [];
    case 'end':
      await end(request.number, request.keep);
      return [];
    case 'close':
      await database.close();
      return [];
  }
}

try {
  const database = folder === null ? await PGlite.create() : await openDatabase(folder, cacheDir);
  database.onNotification((channel, payload) => send({ kind: 'notified', channel, payload }));
  parentPort?.on('message', ({ id, ...request }: ToThread) => {
    answer(database, request).then(
      (results) => send({ kind: 'done', id, results }),
      (error) => send({ kind: 'refused', id, error: factsOf(error) }),
    );
  });
  send({ kind: 'opened' });
} catch (error) {
  send({ kind: 'failed', error: factsOf(error) });
}

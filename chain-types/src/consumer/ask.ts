import type { ChainClient } from '../client/chain-client.ts';
import type { Call, Inclusion } from '../client/transactions.ts';
import { ChainError } from '../errors.ts';
import type { ChainEvent } from '../model/events.ts';
import type { Hex, RequestIndex } from '../model/ids.ts';
import type { Agreement, Blob } from '../model/records.ts';
import type { ChainWatch } from './chain-watch.ts';

const ANSWER_TIMEOUT_MS = 180_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const TRANSFERS_AT_ONCE = 8;

/** Where payloads and answers are: a dx-node's client is one. `get` gives bytes that hash to the key, or rejects. */
export interface BlobStore {
  put(bytes: Uint8Array): Promise<{ readonly key: Hex; readonly size: number }>;
  get(key: string, options: { maxBytes: number }): Promise<Uint8Array>;
}

/** One request's payload and how many units it uses up. */
export interface Question {
  readonly payload: Uint8Array;
  readonly units: number;
}

/** When each stage of one request ended, in ms on one clock. */
export interface Stamps {
  readonly started: number;
  readonly uploaded: number;
  readonly posted: number;
  readonly answered: number;
  readonly downloaded: number;
}

export type Reply =
  | { readonly ok: true; readonly index: RequestIndex; readonly answer: Uint8Array; readonly stamps: Stamps }
  | { readonly ok: false; readonly index: RequestIndex; readonly reason: string };

/**
 * Sends every question through the agreement and brings the answers, in the order of the questions: payloads to Dx, hashes
 * on chain (at most `maxOpen` unanswered at once), answers from Dx, checked against the hash on chain.
 */
export async function ask(init: {
  chain: ChainClient;
  watch: ChainWatch;
  /** A transaction queue is one. */
  consumer: { submit(call: Call): Promise<Inclusion> };
  dx: BlobStore;
  agreement: Agreement;
  questions: readonly Question[];
  progress: (stage: 'uploaded' | 'posted' | 'answered', count: number) => void;
  /** Told of each transaction, and of each reply as it comes, by its question's place. */
  posted?: (inclusion: Inclusion) => void;
  replied?: (question: number, reply: Reply) => void;
}): Promise<Reply[]> {
  const { agreement, questions } = init;
  const uploads = await inTurns(questions, TRANSFERS_AT_ONCE, async ({ payload }) => {
    const started = performance.now();
    const { key, size } = await init.dx.put(payload);
    init.progress('uploaded', 1);
    return { started, uploaded: performance.now(), blob: { hash: key, size: BigInt(size) } satisfies Blob };
  });
  const { maxItems } = (await init.chain.parameters()).execution;
  const perCall = Math.min(maxItems, agreement.maxOpen);
  const replies: Promise<Reply>[] = [];
  for (let from = 0; from < questions.length; from += perCall) {
    // A request may be posted when there is room below max_open: wait for the oldest that would be one too many.
    await Promise.all(replies.slice(0, Math.max(0, from + perCall - agreement.maxOpen)));
    const part = uploads.slice(from, from + perCall);
    const items = part.map(({ blob }, i) => ({ payload: blob, units: questions[from + i]?.units ?? 1 }));
    const inclusion = await init.consumer.submit(init.chain.execution.postRequests(agreement.id, items));
    const posted = performance.now();
    init.posted?.(inclusion);
    init.progress('posted', part.length);
    const indices = inclusion.events.flatMap((e) => (e.type === 'execution.Requested' ? [e.index] : []));
    for (const [i, { started, uploaded }] of part.entries()) {
      const index = indices[i];
      if (index === undefined)
        throw new ChainError(
          'CHAIN_UNEXPECTED',
          `the chain took ${part.length} requests, but numbered ${indices.length}`,
          {},
        );
      replies.push(
        collect(init, index, { started, uploaded, posted }).then((reply) => {
          init.replied?.(from + i, reply);
          return reply;
        }),
      );
    }
  }
  return Promise.all(replies);
}

async function collect(
  init: {
    watch: ChainWatch;
    dx: BlobStore;
    agreement: Agreement;
    progress: (stage: 'answered', count: number) => void;
  },
  index: RequestIndex,
  stamps: Pick<Stamps, 'started' | 'uploaded' | 'posted'>,
): Promise<Reply> {
  const outcome = await init.watch.first(
    (e) => outcomeOf(e, init.agreement, index),
    `an answer to request ${index} of agreement ${init.agreement.id}`,
    ANSWER_TIMEOUT_MS,
  );
  const answered = performance.now();
  init.progress('answered', 1);
  if (typeof outcome === 'string') return { ok: false, index, reason: outcome };
  // The client refuses bytes that don't hash to the key, and the key is the hash on chain.
  try {
    const answer = await init.dx.get(outcome.hash, { maxBytes: MAX_ANSWER_BYTES });
    return { ok: true, index, answer, stamps: { ...stamps, answered, downloaded: performance.now() } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, index, reason: `answered, but its bytes did not come: ${why}` };
  }
}

/** The answer's blob, or why there is none. */
function outcomeOf(event: ChainEvent, agreement: Agreement, index: RequestIndex): Blob | string | undefined {
  if (!('index' in event) || event.agreement !== agreement.id || event.index !== index) return undefined;
  if (event.type === 'execution.Responded') return event.response;
  if (event.type === 'execution.Failed') return `the provider gave up: ${event.code}`;
  if (event.type === 'execution.TimedOut') return 'the provider did not answer in time';
  return undefined;
}

/** Maps with at most `width` at once; the results are in the items' order. */
export async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const todo = items.entries();
  const worker = async () => {
    for (const [i, item] of todo) results[i] = await map(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

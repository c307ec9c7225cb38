import type { ChainClient } from '../client/chain-client.ts';
import type { Call, Inclusion } from '../client/transactions.ts';
import { ChainError } from '../errors.ts';
import type { ChainEvent } from '../model/events.ts';
import type { Hex, Planck, RequestIndex } from '../model/ids.ts';
import type { Agreement, Blob, FailCode } from '../model/records.ts';
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
  | Unanswered;

/** Why a question has no answer: `reason` in a sentence for a log. */
export type Unanswered =
  | {
      readonly ok: false;
      /** The request ended without an answer, and its price came back; `code` when the provider said why. */
      readonly kind: 'refunded';
      readonly code: FailCode | null;
      readonly refunded: Planck;
      readonly compensation: Planck;
      readonly index: RequestIndex;
      readonly reason: string;
    }
  | {
      readonly ok: false;
      /** The answer is on chain, its bytes did not come: `fetchAnswer` tries again. */
      readonly kind: 'bytesMissing';
      readonly response: Blob;
      readonly error: unknown;
      readonly stamps: Omit<Stamps, 'downloaded'>;
      readonly index: RequestIndex;
      readonly reason: string;
    };

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
  /** How long an answer is waited for on chain. */
  answerTimeoutMs?: number;
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
    answerTimeoutMs?: number;
    progress: (stage: 'answered', count: number) => void;
  },
  index: RequestIndex,
  stamps: Pick<Stamps, 'started' | 'uploaded' | 'posted'>,
): Promise<Reply> {
  const outcome = await init.watch.first(
    (e) => outcomeOf(e, init.agreement, index),
    `an answer to request ${index} of agreement ${init.agreement.id}`,
    init.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
  );
  init.progress('answered', 1);
  if ('ok' in outcome) return outcome;
  return fetchAnswer(init.dx, {
    index,
    response: outcome,
    stamps: { ...stamps, answered: performance.now() },
  });
}

/** The bytes of an answer that is on chain; who published them may be away now and back later. */
export async function fetchAnswer(
  dx: Pick<BlobStore, 'get'>,
  {
    index,
    response,
    stamps,
  }: Pick<Extract<Unanswered, { kind: 'bytesMissing' }>, 'index' | 'response' | 'stamps'>,
): Promise<Reply> {
  // The client refuses bytes that don't hash to the key, and the key is the hash on chain.
  try {
    const answer = await dx.get(response.hash, { maxBytes: MAX_ANSWER_BYTES });
    return { ok: true, index, answer, stamps: { ...stamps, downloaded: performance.now() } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const reason = `answered, but its bytes did not come: ${why}`;
    return { ok: false, kind: 'bytesMissing', index, response, stamps, error, reason };
  }
}

/**
 * The bytes of an answer that its consumer demanded, out of the block in which the provider publishes them; they were
 * checked by the chain. Refunded instead, when the demand is claimed after its time.
 */
export function publishedAnswer(
  watch: ChainWatch,
  agreement: Agreement,
  { index, stamps }: Pick<Extract<Unanswered, { kind: 'bytesMissing' }>, 'index' | 'stamps'>,
  timeoutMs: number,
): Promise<Reply> {
  const pick = (event: ChainEvent): Reply | undefined => {
    const outcome = outcomeOf(event, agreement, index);
    if (outcome && 'ok' in outcome) return outcome;
    if (event.type !== 'execution.Published' || event.agreement !== agreement.id || event.index !== index)
      return undefined;
    const answer = Uint8Array.from(event.bytes.slice(2).match(/../g) ?? [], (byte) =>
      Number.parseInt(byte, 16),
    );
    return { ok: true, index, answer, stamps: { ...stamps, downloaded: performance.now() } };
  };
  return watch.first(pick, `the bytes of request ${index} of agreement ${agreement.id}`, timeoutMs);
}

/** The answer's blob, or why there is none. */
function outcomeOf(
  event: ChainEvent,
  agreement: Agreement,
  index: RequestIndex,
): Blob | Extract<Unanswered, { kind: 'refunded' }> | undefined {
  if (!('index' in event) || event.agreement !== agreement.id || event.index !== index) return undefined;
  if (event.type === 'execution.Responded') return event.response;
  if (event.type !== 'execution.Failed' && event.type !== 'execution.TimedOut') return undefined;
  const { refunded, compensation } = event;
  const code = event.type === 'execution.Failed' ? event.code : null;
  const reason = code === null ? 'the provider did not answer in time' : `the provider gave up: ${code}`;
  return { ok: false, kind: 'refunded', code, refunded, compensation, index, reason };
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

import { type AgreementId, agreementId } from '@airo/chain-types';
import { codeOf } from '@airo/program';
import { isBatchable, itemShape, planBatches } from '../../domain/batch-plan.ts';
import { joinTensors, splitTensors } from '../../domain/tensor-batch.ts';
import { WingmanError } from '../../errors.ts';
import type { Processor } from '../../ports/queue.ts';
import type { Change, RequestRecord } from '../../ports/store.ts';
import { encodePayload, type PayloadTensor } from '../../schemas/index.ts';
import { publishJob } from '../follow/jobs.ts';
import type { ReadyModel } from '../model/served-models.ts';
import { timed } from '../stages.ts';
import type { InferContext } from './context.ts';
import { type FetchedRequest, fetchPayloads } from './fetch-payloads.ts';
import { runModel } from './run-model.ts';

/** So close to its deadline, a request for a model that is away, or whose bytes are, is refused rather than left. */
const AWAY_MARGIN_BLOCKS = 10;
const RETRY_BLOCKS = 2;

/**
 * Computes the requests of a job that nobody has computed yet: fetch → check → batch → run → upload → store. Every outcome
 * is stored before it is published, so that nothing is computed twice. What can't be had now is left open and the job
 * fails, to be tried again; at the last try it is refused with the code that fits, if it is the consumer who has to act.
 * What waits for Dx is tried again every few blocks until its deadline is near.
 */
export function inferProcessor(context: InferContext): Processor {
  return async (job, attempt) => {
    const agreement = agreementId(job.data.agreement);
    await context.locks.run(`infer-${agreement}`, async () => {
      const indices = job.data.indices ?? [];
      const requests = await context.store.requests(agreement, { states: ['open'], indices });
      const due = requests.filter((request) => request.deadline >= context.head());
      if (await isComing(context, agreement, due)) {
        await context.store.apply([{ type: 'job.later', id: job.id, notBefore: context.head() }]);
        return;
      }
      const { again, later } = await compute(context, agreement, due, job.id, attempt);
      if (again + later > 0 && !attempt.last) {
        const message = `${again + later} requests are left for another try`;
        throw new WingmanError('CHAIN_UNAVAILABLE', message, { agreement });
      }
      const notBefore = context.head() + RETRY_BLOCKS;
      await context.store.apply([
        later > 0 ? { type: 'job.later', id: job.id, notBefore } : { type: 'job.done', id: job.id },
      ]);
    });
  };
}

type Attempt = { readonly number: number; readonly last: boolean };

/**
 * After a start the model needs its time, and so does a server that is started anew; that is no failure, as long as there
 * is time. Whoever loads it, or sees it back, nudges the relay.
 */
async function isComing(
  { store, served, head }: InferContext,
  id: AgreementId,
  due: readonly RequestRecord[],
): Promise<boolean> {
  const agreement = due.length > 0 ? await store.agreement(id) : null;
  const model = agreement && served.get(agreement.model);
  if (model?.state === 'loading') return true;
  const away = model?.state === 'away' || (model?.state === 'failed' && model.code === 'MODEL_UNAVAILABLE');
  return away && due.every((request) => hasTime(request, head()));
}

function hasTime({ deadline }: RequestRecord, head: number): boolean {
  return deadline - head > AWAY_MARGIN_BLOCKS;
}

/** How many requests are left: `again` for another try of this job, `later` for when Dx is back. */
interface Left {
  readonly again: number;
  readonly later: number;
}

async function compute(
  context: InferContext,
  agreement: AgreementId,
  requests: readonly RequestRecord[],
  jobId: string,
  attempt: Attempt,
): Promise<Left> {
  if (requests.length === 0) return { again: 0, later: 0 };
  const known = await context.store.agreement(agreement);
  const model = known && context.served.ready(known.model, known.manifest);
  if (!model) {
    if (!attempt.last) return { again: requests.length, later: 0 };
    const refused = requests.map((r) => refuse(r, 'ModelUnavailable', 'the model could not be loaded here'));
    await save(context, agreement, refused, jobId, attempt);
    return { again: 0, later: 0 };
  }
  const about = { agreement, requests: requests.length };
  const fetched = await timed(context, 'fetch', about, () =>
    fetchPayloads(context, requests, model.manifest),
  );
  const { changes: answers, left: unrun, stuck } = await runAll(context, model, fetched);
  const waiting = [...fetched.filter((f) => f.kind === 'later'), ...stuck];
  const late = waiting.filter(({ request }) => !hasTime(request, context.head()));
  const missing = fetched.filter((f) => f.kind === 'missing');
  const changes = [
    ...answers,
    ...fetched.flatMap((f) =>
      f.kind === 'refused' ? [refuse(f.request, f.refusal.code, f.refusal.reason)] : [],
    ),
    ...(attempt.last ? missing.map((f) => refuse(f.request, 'PayloadUnavailable', f.detail)) : []),
    ...(attempt.last ? unrun.map((f) => refuse(f.request, 'ModelUnavailable', f.detail)) : []),
    // Dx being away is no fault of the consumer's.
    ...(attempt.last ? late.map((f) => refuse(f.request, 'Internal', f.detail)) : []),
  ];
  if (changes.length > 0) await save(context, agreement, changes, jobId, attempt);
  if (attempt.last) return { again: 0, later: waiting.length - late.length };
  return { again: missing.length + unrun.length, later: waiting.length };
}

function refuse(
  { agreement, index }: RequestRecord,
  code: Extract<Change, { type: 'request.refused' }>['code'],
  detail: string,
): Change {
  return { type: 'request.refused', agreement, index, code, detail };
}

async function save(
  context: InferContext,
  agreement: AgreementId,
  changes: readonly Change[],
  jobId: string,
  attempt: Attempt,
): Promise<void> {
  const job = publishJob(agreement, `${jobId}-${attempt.number}`);
  await timed(context, 'keep', { agreement, outcomes: changes.length }, () =>
    context.store.apply([...changes, { type: 'job', job }]),
  );
  context.onJobs();
}

type Ready = Extract<FetchedRequest, { kind: 'ready' }>;

interface Unfinished {
  readonly request: RequestRecord;
  readonly detail: string;
}

/** What a batch came to: outcomes to store, requests that the model could not run now, and answers that Dx did not take. */
interface Ran {
  readonly changes: readonly Change[];
  readonly left: readonly Unfinished[];
  readonly stuck: readonly Unfinished[];
}

const together = (parts: readonly Ran[]): Ran => ({
  changes: parts.flatMap(({ changes }) => changes),
  left: parts.flatMap(({ left }) => left),
  stuck: parts.flatMap(({ stuck }) => stuck),
});

async function runAll(
  context: InferContext,
  model: ReadyModel,
  fetched: readonly FetchedRequest[],
): Promise<Ran> {
  const ready = fetched.filter((f): f is Ready => f.kind === 'ready');
  const best = isBatchable(model.manifest) ? model.benchmark.bestBatch : 1;
  const batches = [...Map.groupBy(ready, ({ tensors }) => itemShape(tensors)).values()].flatMap((alike) =>
    planBatches(
      alike.map(({ request }) => request.units),
      best,
    ).map((batch) => batch.flatMap((i) => alike[i] ?? [])),
  );
  // The next batch is computed while the answers of this one are uploaded.
  return together(await Promise.all(batches.map((batch) => runBatch(context, model, batch))));
}

async function runBatch(context: InferContext, model: ReadyModel, batch: readonly Ready[]): Promise<Ran> {
  const start = performance.now();
  const rows = batch.map(({ request }) => request.units);
  const about = { requests: batch.length };
  const outcome = await timed(context, 'compute', about, () =>
    runModel(context, model, joinTensors(batch.map(({ tensors }) => tensors))),
  );
  if (outcome.kind === 'later') {
    return {
      changes: [],
      left: batch.map(({ request }) => ({ request, detail: outcome.reason })),
      stuck: [],
    };
  }
  if (outcome.kind === 'refused') {
    if (batch.length > 1) return oneByOne(context, model, batch);
    const changes = batch.map(({ request }) => refuse(request, outcome.code, outcome.reason));
    return { changes, left: [], stuck: [] };
  }
  context.observe.inferred(
    rows.reduce((a, b) => a + b, 0),
    performance.now() - start,
  );
  const answers = batch.length === 1 ? [outcome.outputs] : splitTensors(outcome.outputs, rows);
  const uploads = await timed(context, 'upload', about, () =>
    Promise.all(batch.map(({ request }, i) => upload(context, model, request, answers[i] ?? []))),
  );
  return together(uploads);
}

/**
 * One bad payload must not spoil the others: each gets a run of its own, after the one before, as a payload that ends the
 * model's thread ends all that is in it.
 */
async function oneByOne(context: InferContext, model: ReadyModel, batch: readonly Ready[]): Promise<Ran> {
  const parts: Ran[] = [];
  for (const one of batch) parts.push(await runBatch(context, model, [one]));
  return together(parts);
}

async function upload(
  context: InferContext,
  model: ReadyModel,
  request: RequestRecord,
  tensors: readonly PayloadTensor[],
): Promise<Ran> {
  const { agreement, index } = request;
  const payload = encodePayload({ kind: 'response', model: model.manifest.name, tensors });
  try {
    const response = await context.blobs.put(payload);
    return { changes: [{ type: 'request.computed', agreement, index, response }], left: [], stuck: [] };
  } catch (error) {
    if (codeOf(error) !== 'DX_AWAY') throw error;
    return { changes: [], left: [], stuck: [{ request, detail: (error as Error).message }] };
  }
}

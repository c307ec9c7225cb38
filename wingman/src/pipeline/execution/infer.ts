import { type AgreementId, agreementId, type Blob } from '@airo/chain-types';
import { isBatchable, itemShape, planBatches } from '../../domain/batch-plan.ts';
import { joinTensors, splitTensors } from '../../domain/tensor-batch.ts';
import { WingmanError } from '../../errors.ts';
import type { Processor } from '../../ports/queue.ts';
import type { Change, RequestRecord } from '../../ports/store.ts';
import { encodePayload, type PayloadTensor } from '../../schemas/index.ts';
import { publishJob } from '../follow/jobs.ts';
import type { ReadyModel } from '../model/served-models.ts';
import { timed } from '../stages.ts';
import type { ExecutionContext } from './context.ts';
import { type FetchedRequest, fetchPayloads } from './fetch-payloads.ts';

/**
 * Computes the requests of a job that nobody has computed yet: fetch → check → batch → run → upload → store. Every outcome
 * is stored before it is published, so that nothing is computed twice. What can't be had now is left open and the job
 * fails, to be tried again; at the last try it is refused with the code that fits.
 */
export function inferProcessor(context: ExecutionContext): Processor {
  return async (job, attempt) => {
    const agreement = agreementId(job.data.agreement);
    await context.locks.run(`infer-${agreement}`, async () => {
      const indices = job.data.indices ?? [];
      const requests = await context.store.requests(agreement, { states: ['open'], indices });
      const due = requests.filter((request) => request.deadline >= context.head());
      if (due.length > 0 && (await isLoading(context, agreement))) {
        await context.store.apply([{ type: 'job.later', id: job.id, notBefore: context.head() }]);
        return;
      }
      const left = await compute(context, agreement, due, job.id, attempt);
      if (left > 0) {
        throw new WingmanError('CHAIN_UNAVAILABLE', `${left} payloads are missing yet`, { agreement });
      }
      await context.store.apply([{ type: 'job.done', id: job.id }]);
    });
  };
}

type Attempt = { readonly number: number; readonly last: boolean };

/** After a start the model needs its time; that is no failure. Whoever loads it nudges the relay. */
async function isLoading({ store, served }: ExecutionContext, id: AgreementId): Promise<boolean> {
  const agreement = await store.agreement(id);
  return agreement !== null && served.get(agreement.model)?.state === 'loading';
}

/** @returns how many requests are left for another try */
async function compute(
  context: ExecutionContext,
  agreement: AgreementId,
  requests: readonly RequestRecord[],
  jobId: string,
  attempt: Attempt,
): Promise<number> {
  if (requests.length === 0) return 0;
  const known = await context.store.agreement(agreement);
  const model = known && context.served.ready(known.model, known.manifest);
  if (!model) {
    if (!attempt.last) return requests.length;
    const refused = requests.map((r) => refuse(r, 'ModelUnavailable', 'the model could not be loaded here'));
    await save(context, agreement, refused, jobId, attempt);
    return 0;
  }
  const about = { agreement, requests: requests.length };
  const fetched = await timed(context, 'fetch', about, () =>
    fetchPayloads(context, requests, model.manifest),
  );
  const answers = await runAll(context, model, fetched);
  const missing = fetched.filter((f) => f.kind === 'missing');
  const changes = [
    ...answers,
    ...fetched.flatMap((f) =>
      f.kind === 'refused' ? [refuse(f.request, f.refusal.code, f.refusal.reason)] : [],
    ),
    ...(attempt.last ? missing.map((f) => refuse(f.request, 'PayloadUnavailable', f.detail)) : []),
  ];
  if (changes.length > 0) await save(context, agreement, changes, jobId, attempt);
  return attempt.last ? 0 : missing.length;
}

function refuse(
  { agreement, index }: RequestRecord,
  code: Extract<Change, { type: 'request.refused' }>['code'],
  detail: string,
): Change {
  return { type: 'request.refused', agreement, index, code, detail };
}

async function save(
  context: ExecutionContext,
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

async function runAll(
  context: ExecutionContext,
  model: ReadyModel,
  fetched: readonly FetchedRequest[],
): Promise<Change[]> {
  const ready = fetched.filter((f): f is Ready => f.kind === 'ready');
  const best = isBatchable(model.manifest) ? model.benchmark.bestBatch : 1;
  const batches = [...Map.groupBy(ready, ({ tensors }) => itemShape(tensors)).values()].flatMap((alike) =>
    planBatches(
      alike.map(({ request }) => request.units),
      best,
    ).map((batch) => batch.flatMap((i) => alike[i] ?? [])),
  );
  // The next batch is computed while the answers of this one are uploaded.
  const done = await Promise.all(batches.map((batch) => runBatch(context, model, batch)));
  return done.flat();
}

async function runBatch(
  context: ExecutionContext,
  model: ReadyModel,
  batch: readonly Ready[],
): Promise<Change[]> {
  const start = performance.now();
  const rows = batch.map(({ request }) => request.units);
  const about = { requests: batch.length };
  const outputs = await timed(context, 'compute', about, () =>
    tryRun(context, model, joinTensors(batch.map(({ tensors }) => tensors))),
  );
  if (outputs === null) {
    return batch.map(({ request }) => refuse(request, 'Internal', 'the runtime failed on this payload'));
  }
  context.observe.inferred(
    rows.reduce((a, b) => a + b, 0),
    performance.now() - start,
  );
  const answers = batch.length === 1 ? [outputs] : splitTensors(outputs, rows);
  return timed(context, 'upload', about, () =>
    Promise.all(
      batch.map(async ({ request: { agreement, index } }, i): Promise<Change> => {
        const response = await upload(context, model, answers[i] ?? []);
        return { type: 'request.computed', agreement, index, response };
      }),
    ),
  );
}

async function tryRun(
  context: ExecutionContext,
  model: ReadyModel,
  inputs: readonly PayloadTensor[],
): Promise<readonly PayloadTensor[] | null> {
  try {
    return await model.loaded.run(inputs);
  } catch (error) {
    context.log.error({ err: error, model: model.id }, 'a run failed');
    return null;
  }
}

function upload(
  context: ExecutionContext,
  model: ReadyModel,
  tensors: readonly PayloadTensor[],
): Promise<Blob> {
  return context.blobs.put(encodePayload({ kind: 'response', model: model.manifest.name, tensors }));
}

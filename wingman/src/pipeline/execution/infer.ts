import { type AgreementId, agreementId } from '@airo/chain-types';
import { WingmanError } from '../../errors.ts';
import type { Change } from '../../ports/change.ts';
import type { Processor } from '../../ports/queue.ts';
import type { RequestRecord } from '../../ports/records.ts';
import { publishJob } from '../follow/jobs.ts';
import type { ReadyModel } from '../model/served-models.ts';
import { timed } from '../stages.ts';
import type { InferContext } from './context.ts';
import { type FetchedRequest, fetchPayloads } from './fetch-payloads.ts';
import { refuse, runMarked } from './run-batches.ts';

/** So close to its deadline, a request for a model that is away, or whose bytes are, is refused rather than left. */
const AWAY_MARGIN_BLOCKS = 10;
const RETRY_BLOCKS = 2;
/** So many runs that took the process with them are the request's fault: each but the first was of it alone. */
const MOST_DEATHS = 3;

/**
 * Computes the requests of a job that nobody has computed yet: fetch → check → batch → run → upload → store. Every outcome
 * is stored before it is published, so that nothing is computed twice. What can't be had now is left open and the job
 * fails, to be tried again; at the last try it is refused with the code that fits, if it is the consumer who has to act.
 * What waits for Dx is tried again every few blocks until its deadline is near. A request whose run ended the process is run
 * by itself, and refused when that happens again and again.
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
  const poison = requests.filter(({ unendedRuns }) => unendedRuns >= MOST_DEATHS);
  const others = requests.filter(({ unendedRuns }) => unendedRuns < MOST_DEATHS);
  const fetched = await timed(context, 'fetch', { agreement, requests: others.length }, () =>
    fetchPayloads(context, others, model.manifest),
  );
  const isTried = ({ unendedRuns }: RequestRecord) => unendedRuns > 0;
  const refused = poison.map((r) => refuse(r, 'Internal', `${r.unendedRuns} runs of it never ended`));
  const first = fetched.filter(({ kind, request }) => kind !== 'ready' || !isTried(request));
  let left = await computeSome(context, model, first, refused, { agreement, jobId, attempt });
  const suspects = fetched.filter(({ kind, request }) => kind === 'ready' && isTried(request));
  for (const suspect of suspects) {
    const about = { agreement, jobId: `${jobId}-${suspect.request.index}`, attempt };
    // One at a time in this process, so that its end tells which of them ended it.
    const more = await context.locks.run('suspect', () => computeSome(context, model, [suspect], [], about));
    left = { again: left.again + more.again, later: left.later + more.later };
  }
  return left;
}

/** Runs what can be run and stores what it came to. @param also outcomes to be stored with it */
async function computeSome(
  context: InferContext,
  model: ReadyModel,
  fetched: readonly FetchedRequest[],
  also: readonly Change[],
  { agreement, jobId, attempt }: { agreement: AgreementId; jobId: string; attempt: Attempt },
): Promise<Left> {
  const ready = fetched.filter((f) => f.kind === 'ready');
  const { changes: answers, left: unrun, stuck } = await runMarked(context, model, ready);
  const waiting = [...fetched.filter((f) => f.kind === 'later'), ...stuck];
  const late = waiting.filter(({ request }) => !hasTime(request, context.head()));
  const missing = fetched.filter((f) => f.kind === 'missing');
  const changes = [
    ...also,
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

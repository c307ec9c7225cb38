import { codeOf } from '@airo/program';
import { isBatchable, itemShape, planBatches } from '../../domain/batch-plan.ts';
import { joinTensors, splitTensors } from '../../domain/tensor-batch.ts';
import type { Change } from '../../ports/change.ts';
import type { RequestRecord } from '../../ports/records.ts';
import { encodePayload, type PayloadTensor } from '../../schemas/index.ts';
import type { ReadyModel } from '../model/served-models.ts';
import { timed } from '../stages.ts';
import type { InferContext } from './context.ts';
import type { FetchedRequest } from './fetch-payloads.ts';
import { runModel } from './run-model.ts';

type Ready = Extract<FetchedRequest, { kind: 'ready' }>;

export function refuse(
  { agreement, index }: RequestRecord,
  code: Extract<Change, { type: 'request.refused' }>['code'],
  detail: string,
): Change {
  return { type: 'request.refused', agreement, index, code, detail };
}

interface Unfinished {
  readonly request: RequestRecord;
  readonly detail: string;
}

/** What a batch came to: outcomes to store, requests that the model could not run now, and answers that Dx did not take. */
export interface Ran {
  readonly changes: readonly Change[];
  readonly left: readonly Unfinished[];
  readonly stuck: readonly Unfinished[];
}

const together = (parts: readonly Ran[]): Ran => ({
  changes: parts.flatMap(({ changes }) => changes),
  left: parts.flatMap(({ left }) => left),
  stuck: parts.flatMap(({ stuck }) => stuck),
});

/**
 * Runs requests, as many together as is best, with a mark at each in the store as long as it runs: who finds one after a
 * start knows that its run ended the process, or was in it when it ended.
 */
export async function runMarked(
  context: InferContext,
  model: ReadyModel,
  ready: readonly Ready[],
): Promise<Ran> {
  if (ready.length === 0) return together([]);
  const { store } = context;
  await store.apply(ready.map(({ request }) => mark(request, 'request.runBegan')));
  try {
    const ran = await runAll(context, model, ready);
    const unfinished = [...ran.left, ...ran.stuck];
    if (unfinished.length > 0) {
      await store.apply(unfinished.map(({ request }) => mark(request, 'request.runEnded')));
    }
    return ran;
  } catch (error) {
    // What goes wrong in this process, and leaves it alive, is no death.
    await store.apply(ready.map(({ request }) => mark(request, 'request.runEnded'))).catch(() => {});
    throw error;
  }
}

function mark({ agreement, index }: RequestRecord, type: 'request.runBegan' | 'request.runEnded'): Change {
  return { type, agreement, index };
}

async function runAll(context: InferContext, model: ReadyModel, ready: readonly Ready[]): Promise<Ran> {
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

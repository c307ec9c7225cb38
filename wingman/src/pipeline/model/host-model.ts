import type { Model, ModelId } from '@airo/chain-types';
import { codeOf, type Logger } from '@airo/program';
import type { Benchmark } from '../../domain/benchmark.ts';
import type { Capacity } from '../../domain/capacity.ts';
import { isMeasuredHere, offerTerms } from '../../domain/offer-terms.ts';
import { isChainRefusal, WingmanError } from '../../errors.ts';
import type { Chain } from '../../ports/chain.ts';
import type { InferenceBackend, LoadedModel } from '../../ports/inference.ts';
import { checkReferences } from './check-references.ts';
import { type FetchContext, fetchModel, type ModelFiles, mendFile } from './fetch-model.ts';
import { type MeasuredModels, placeName } from './measured-models.ts';
import type { Residency } from './residency.ts';
import type { ReadyModel, ServedModels, ServedState } from './served-models.ts';
import { benchmarkBatches, warmUp } from './warm-up.ts';

export interface HostContext extends FetchContext {
  readonly chain: Chain;
  readonly backendFor: (model: ModelId) => InferenceBackend;
  readonly residency: Residency;
  readonly served: ServedModels;
  readonly capacity: Capacity;
  readonly measured: MeasuredModels;
  /** A model's file is not what was checked any more. */
  readonly onFileChanged: (model: ModelId, detail: string) => void;
  readonly log: Logger;
  /** Milliseconds, of a monotonic clock. */
  readonly monotonic: () => number;
}

/**
 * Makes a model ready to be bid on: fetch → check → load → measure → attest, if it is a draft → offer, if it isn't
 * offered or its offer was not measured here. Its state is readable in `served` all the while; a failure stays there and is thrown.
 * @throws WingmanError MODEL_UNKNOWN and what the steps throw
 */
export async function hostModel(context: HostContext, id: ModelId): Promise<ReadyModel> {
  const { served, log } = context;
  const before = served.get(id);
  served.set({ state: 'loading', id });
  try {
    const model = await context.chain.model(id);
    if (!model) throw new WingmanError('MODEL_UNKNOWN', `no model has the number ${id}`, { model: id });
    const same = before?.state === 'ready' && before.manifestHash === model.manifest.hash;
    if (!same) await closeModel(before);
    const ready = same ? before : await loadModel(context, model);
    await attest(context, model, ready);
    await offer(context, ready);
    takeThroughput(context, id, ready.benchmark);
    served.set(ready);
    log.info({ model: id, name: ready.manifest.name, benchmark: ready.benchmark }, 'model ready');
    return ready;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    served.set({ state: 'failed', id, code: codeOf(error) ?? 'INTERNAL', reason });
    throw error;
  }
}

/**
 * Measures a model as it is served, beside what it has to do: figures of a busy machine are lower. New bids count on what
 * was measured; its offer on chain stays as it is.
 */
export async function measureAgain(context: HostContext, model: ReadyModel): Promise<void> {
  const { served, log } = context;
  const benchmark = await warmUp(model.loaded, model.manifest, context.monotonic);
  // Loaded anew or lost meanwhile: what was measured is no longer what is served.
  if (served.get(model.id) !== model) return;
  takeThroughput(context, model.id, benchmark);
  served.set({ ...model, benchmark });
  log.info({ model: model.id, name: model.manifest.name, benchmark }, 'model measured again');
}

function takeThroughput({ backendFor, capacity }: HostContext, id: ModelId, { perSecond }: Benchmark): void {
  const { place } = backendFor(id);
  capacity.setThroughput(id, perSecond, placeName(place));
}

async function closeModel(state: ServedState | undefined): Promise<void> {
  if (state?.state === 'ready') await state.loaded.close();
  if (state?.state === 'away') await state.model.loaded.close();
}

/** What loading needs to know of a model. */
export type Loadable = Pick<Model, 'id' | 'status' | 'manifest' | 'artifact' | 'weightsRoot'>;

type LoadContext = FetchContext &
  Pick<HostContext, 'backendFor' | 'residency' | 'monotonic' | 'measured' | 'onFileChanged'>;

/** Fetch → check → load → measure. */
export async function loadModel(context: LoadContext, model: Loadable): Promise<ReadyModel> {
  const backend = context.backendFor(model.id);
  // Whoever vouches for a draft has seen its file, also when a server runs the model.
  const file = backend.place.kind === 'here' || model.status.kind === 'draft';
  const { manifest, path } = await fetchModel(context, model, { file });
  const { loaded, memoryBytes } = await open(context, backend, { model, path, manifest });
  try {
    const benchmark = { ...(await warmUp(loaded, manifest, context.monotonic)), memoryBytes };
    const { hash } = model.manifest;
    await context.measured.keep(model.id, hash, backend.place, benchmark);
    return { state: 'ready', id: model.id, manifestHash: hash, manifest, loaded, benchmark };
  } catch (error) {
    await loaded.close();
    throw error;
  }
}

/** On this machine within its memory and threads; a server has its own. */
async function open(
  context: LoadContext,
  backend: InferenceBackend,
  { model, path, manifest }: { model: Loadable } & ModelFiles,
): Promise<{ readonly loaded: LoadedModel; readonly memoryBytes: number | null }> {
  const { place } = backend;
  if (place.kind === 'server') return { loaded: await backend.load(path, manifest), memoryBytes: null };
  let isFirst = true;
  const load = async () => {
    // It was looked at a moment ago; when it comes back into memory, that is long ago.
    if (!isFirst && path !== null) await mendFile(context, path, model.artifact);
    isFirst = false;
    return backend.load(path, manifest);
  };
  const known = await context.measured.of(model.id, model.manifest.hash, place);
  const batches = benchmarkBatches(manifest);
  const measure = path === null ? undefined : backend.measureMemory?.bind(backend, path, manifest, batches);
  const { name, artifact } = manifest;
  const bytes = known?.memoryBytes ?? null;
  const needs = { name, fileBytes: artifact.size, bytes, threads: place.threads };
  const loaded = await context.residency.open(needs, {
    load,
    measure: measure ?? null,
    onFileChanged: (detail) => context.onFileChanged(model.id, detail),
  });
  return { loaded, memoryBytes: loaded.needs.bytes };
}

/** A draft is listed once enough providers have vouched for it. */
async function attest({ chain, blobs, log }: HostContext, model: Model, ready: ReadyModel): Promise<void> {
  if (model.status.kind !== 'draft') return;
  await checkReferences(blobs, ready.loaded, ready.manifest);
  try {
    await chain.attest(model.id, model.version);
  } catch (error) {
    // Others may have been faster: what counts is that it is listed, or that our word is in.
    if (!isChainRefusal(error)) throw error;
    log.info({ model: model.id, error: error.data.error }, 'the attestation was not needed');
  }
}

/** Bids need an offer, so the first one is waited for; one that only tells what was measured is made beside. */
async function offer({ chain, log }: HostContext, ready: ReadyModel): Promise<void> {
  const terms = offerTerms(ready.benchmark, ready.manifest.maxBatch, ready.loaded.hardware);
  const made = (await chain.offers()).find(({ model }) => model === ready.id);
  if (!made) {
    await chain.offer(ready.id, terms);
    return;
  }
  if (isMeasuredHere(made.terms, terms)) return;
  chain.offer(ready.id, terms).then(
    () => log.info({ model: ready.id, terms }, 'the offer tells what was measured'),
    (error: unknown) =>
      log.warn({ model: ready.id, code: codeOf(error) }, 'the offer still tells other figures'),
  );
}

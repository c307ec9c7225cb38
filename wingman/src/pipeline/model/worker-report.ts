import type { Clock, Logger } from '@airo/program';
import type { Store } from '../../ports/store.ts';
import type { HostContext } from './host-model.ts';
import { placeName } from './measured-models.ts';
import type { ModelsOnDemand } from './models-on-demand.ts';
import type { ServedModels } from './served-models.ts';
import { SERVED_STATE, servedStateSchema, WORKER_STATES, type WorkerState } from './shared-models.ts';

const EVERY_MS = 3_000;

export interface ReportContext {
  /** The same after each start. */
  readonly name: string;
  readonly store: Pick<Store, 'state' | 'saveState'>;
  readonly served: ServedModels;
  readonly models: ModelsOnDemand;
  readonly backendFor: HostContext['backendFor'];
  readonly clock: Clock;
  readonly log: Logger;
}

/** Tells the leader again and again what this worker has measured, and measures what the leader serves. */
export async function reportModels(context: ReportContext, signal: AbortSignal): Promise<void> {
  const { clock, log } = context;
  let isFailing = false;
  while (!signal.aborted) {
    const problem = await report(context).then(
      () => null,
      (error: unknown) => error,
    );
    if (problem && !isFailing) log.warn({ err: problem }, 'the leader can not be told of this worker');
    isFailing = problem !== null;
    await clock.wait(EVERY_MS, signal).catch(() => {});
  }
}

/** Told once; a worker that ends tells that it has nothing. */
export async function report(context: ReportContext, isLeaving = false): Promise<void> {
  const { name, store, served, models, backendFor, clock } = context;
  const wanted = servedStateSchema.safeParse(await store.state(SERVED_STATE)).data ?? [];
  for (const each of isLeaving ? [] : wanted) {
    const known = served.get(each.model)?.state;
    // An agreement may have brought another version: that one stays.
    if (known === undefined || known === 'failed') models.want(each);
  }
  const ready = served.list().filter((state) => state.state === 'ready');
  const state: WorkerState = {
    beat: clock.now(),
    models: ready.map(({ id, manifestHash, benchmark }) => ({
      model: id,
      manifest: manifestHash,
      perSecond: isLeaving ? 0 : benchmark.perSecond,
      place: placeName(backendFor(id).place),
    })),
  };
  await store.saveState(WORKER_STATES + name, state);
}

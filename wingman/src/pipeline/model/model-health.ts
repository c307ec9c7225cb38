import type { Clock, Logger } from '@airo/program';
import { codeOf } from '@airo/program';
import type { Residency } from './residency.ts';
import type { ReadyModel, ServedModels } from './served-models.ts';

const EVERY_MS = 10_000;

export interface HealthContext {
  readonly served: ServedModels;
  readonly residency: Residency;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** A model can be run again. */
  readonly onBack: () => void;
}

/** Looks after served models until the signal aborts: one whose server is away is served no more until it is back. */
export async function watchModels(context: HealthContext, signal: AbortSignal): Promise<void> {
  // A server that hangs must not keep the bot from stopping.
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  while (!signal.aborted) {
    await Promise.race([lookAtModels(context), stopped]);
    await context.clock.wait(EVERY_MS, signal).catch(() => {});
  }
}

/** One look at each of them; what has been idle for long is unloaded. */
export async function lookAtModels(context: HealthContext): Promise<void> {
  const { served, residency, log } = context;
  await Promise.all(
    served.list().map(async (state) => {
      if (state.state === 'ready') await look(context, state);
      if (state.state === 'away') await look(context, state.model);
    }),
  );
  await residency.sweep().catch((error) => log.error({ err: error }, 'idle models could not be unloaded'));
}

async function look({ served, log, onBack }: HealthContext, model: ReadyModel): Promise<void> {
  const { id, manifest } = model;
  const problem = await model.loaded.check().then(
    () => null,
    (error: unknown) => ({
      code: codeOf(error) ?? 'INTERNAL',
      reason: error instanceof Error ? error.message : String(error),
    }),
  );
  const now = served.get(id);
  // Loaded anew or struck meanwhile: what was looked at is no longer what is served.
  const current = now?.state === 'away' ? now.model : now;
  if (current !== model) return;
  if (problem) {
    if (now?.state === 'ready') log.warn({ model: id, name: manifest.name, ...problem }, 'model is away');
    served.set({ state: 'away', id, ...problem, model });
  } else if (now?.state === 'away') {
    log.info({ model: id, name: manifest.name }, 'model is back');
    served.set(model);
    onBack();
  }
}

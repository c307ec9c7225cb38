import type { ModelId } from '@airo/chain-types';
import type { Logger } from '@airo/program';
import type { AgreementRecord } from '../../ports/records.ts';
import { type FetchContext, fetchManifest } from './fetch-model.ts';
import { type HostContext, loadModel } from './host-model.ts';
import type { ServedModels } from './served-models.ts';

const RETRY_MS = 10_000;

export type OnDemandContext = FetchContext &
  Pick<HostContext, 'backendFor' | 'residency' | 'monotonic' | 'measured' | 'onFileChanged'> & {
    readonly served: ServedModels;
    readonly log: Logger;
    /** A model can be run now. */
    readonly onReady: () => void;
  };

/**
 * Loads models when a job needs them, by the manifest that the agreement names. One that can't be loaded is `failed` as a
 * server that is away is: the job goes back, and another worker may have it.
 */
export class ModelsOnDemand {
  readonly #context: OnDemandContext;
  readonly #triedAt = new Map<ModelId, number>();

  constructor(context: OnDemandContext) {
    this.#context = context;
  }

  /** Begins to load the model unless it is there, is being loaded, or failed just now. */
  want(agreement: Pick<AgreementRecord, 'model' | 'manifest'>): void {
    const { served, monotonic } = this.#context;
    const state = served.get(agreement.model);
    if (state?.state === 'loading' || state?.state === 'away') return;
    if (state?.state === 'ready' && state.manifestHash === agreement.manifest) return;
    const triedAt = this.#triedAt.get(agreement.model) ?? Number.NEGATIVE_INFINITY;
    if (state?.state === 'failed' && monotonic() - triedAt < RETRY_MS) return;
    this.#triedAt.set(agreement.model, monotonic());
    served.set({ state: 'loading', id: agreement.model });
    void this.#load(agreement, state?.state === 'ready' ? state.loaded.close() : Promise.resolve());
  }

  async #load(
    { model: id, manifest: hash }: Pick<AgreementRecord, 'model' | 'manifest'>,
    closed: Promise<void>,
  ): Promise<void> {
    const { served, log, onReady } = this.#context;
    try {
      await closed;
      // The hash comes from the chain; what the manifest says of the file is as good as the chain's word.
      const { artifact, weightsRoot } = await fetchManifest(this.#context, { hash, size: 0n });
      const ready = await loadModel(this.#context, {
        id,
        status: { kind: 'listed' },
        manifest: { hash, size: 0n },
        artifact: { hash: artifact.sha256, size: BigInt(artifact.size) },
        weightsRoot,
      });
      served.set(ready);
      log.info({ model: id, name: ready.manifest.name, benchmark: ready.benchmark }, 'model ready');
      onReady();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      served.set({ state: 'failed', id, code: 'MODEL_UNAVAILABLE', reason });
      log.error({ err: error, model: id }, 'a model could not be loaded; its jobs go back');
    }
  }
}

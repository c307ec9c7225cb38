import type { InferenceBackend, LoadedModel } from '../../../ports/inference.ts';
import type { ModelManifest } from '../../../schemas/index.ts';

/** The back end of one model on a server, whose devices and memory are the server's care. */
export function serverBackend(
  url: string,
  open: (manifest: ModelManifest) => Promise<LoadedModel>,
): InferenceBackend {
  const models = new Set<LoadedModel>();
  return {
    place: { kind: 'server', url },
    async load(_, manifest) {
      const model = await open(manifest);
      models.add(model);
      return model;
    },
    async close() {
      await Promise.all([...models].map((model) => model.close()));
    },
  };
}

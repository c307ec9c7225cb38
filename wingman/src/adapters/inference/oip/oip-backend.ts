import type { Clock } from '@airo/program';
import type { InferenceBackend } from '../../../ports/inference.ts';
import type { OipSettings } from '../../../schemas/back-ends.ts';
import { serverBackend } from '../server/server-backend.ts';
import { OipModel } from './oip-model.ts';

/** One model of an Open Inference Protocol server: whatever is in its container. */
export function createOipBackend(settings: OipSettings, { clock }: { clock: Clock }): InferenceBackend {
  return serverBackend(settings.url, async (manifest) => {
    const model = new OipModel(settings, manifest, clock);
    await model.start();
    return model;
  });
}

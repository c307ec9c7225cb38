import type { Clock } from '@airo/program';
import type { InferenceBackend } from '../../../ports/inference.ts';
import type { OpenaiSettings } from '../../../schemas/back-ends.ts';
import { serverBackend } from '../server/server-backend.ts';
import { OpenaiModel } from './openai-model.ts';

/** One model of an OpenAI-compatible server. */
export function createOpenaiBackend(settings: OpenaiSettings, { clock }: { clock: Clock }): InferenceBackend {
  return serverBackend(settings.url, async (manifest) => {
    const model = new OpenaiModel(settings, manifest, clock);
    await model.check();
    return model;
  });
}

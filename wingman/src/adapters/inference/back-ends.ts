import type { ModelId } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import type { InferenceBackend } from '../../ports/inference.ts';
import type { BackEnds } from '../../schemas/back-ends.ts';
import { createOipBackend } from './oip/oip-backend.ts';
import { createOnnxBackend } from './onnx/onnx-backend.ts';
import { createOpenaiBackend } from './openai/openai-backend.ts';

export interface BackEndsInit {
  /** Of one run on this machine, where the file doesn't say. */
  readonly threads: number;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** What runs each model: as the file says, and ONNX Runtime for all others. */
export function openBackEnds(
  { models }: BackEnds,
  init: BackEndsInit,
): { for(model: ModelId): InferenceBackend; close(): Promise<void> } {
  const byDefault = createOnnxBackend(init);
  const named = new Map(Object.entries(models).map(([id, settings]) => [Number(id), create(settings, init)]));
  return {
    for: (model) => named.get(model) ?? byDefault,
    async close() {
      await Promise.all([byDefault, ...named.values()].map((backend) => backend.close()));
    },
  };
}

function create(settings: BackEnds['models'][string], init: BackEndsInit): InferenceBackend {
  if (settings.backend === 'oip') return createOipBackend(settings, init);
  if (settings.backend === 'openai') return createOpenaiBackend(settings, init);
  const { devices, threads = init.threads } = settings;
  return createOnnxBackend({ threads, devices, log: init.log });
}

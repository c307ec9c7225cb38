import type { FailCode } from '@airo/chain-types';
import { codeOf } from '@airo/program';
import type { PayloadTensor } from '../../schemas/index.ts';
import type { ReadyModel } from '../model/served-models.ts';
import type { InferContext } from './context.ts';

/** What became of a run. `later`: nothing is wrong with the payload, the model could not run. */
export type RunOutcome =
  | { readonly kind: 'done'; readonly outputs: readonly PayloadTensor[] }
  | { readonly kind: 'refused'; readonly code: FailCode; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string };

const NOT_NOW = ['MODEL_UNAVAILABLE', 'MODEL_LOAD_FAILED', 'MODEL_NOT_FETCHED', 'MODEL_FILE_CHANGED'];

/** Runs the model, and tells a payload that can't be answered from a model that can't answer now. */
export async function runModel(
  { log }: Pick<InferContext, 'log'>,
  model: ReadyModel,
  inputs: readonly PayloadTensor[],
): Promise<RunOutcome> {
  try {
    return { kind: 'done', outputs: await model.loaded.run(inputs) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const code = codeOf(error);
    if (code === 'MODEL_INPUT_REFUSED') return { kind: 'refused', code: 'PayloadInvalid', reason };
    log.error({ err: error, model: model.id }, 'a run failed');
    // One that had left memory may fail to come back.
    if (code !== undefined && NOT_NOW.includes(code)) return { kind: 'later', reason };
    return { kind: 'refused', code: 'Internal', reason: 'the runtime failed on this payload' };
  }
}

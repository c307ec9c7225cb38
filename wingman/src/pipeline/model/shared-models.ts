import type { Hex } from '@airo/chain-types';
import { modelId } from '@airo/chain-types';
import { z } from 'zod';

/** What the leader serves, for workers to be measured before a job comes. */
export const SERVED_STATE = 'served';
/** Before the name of a worker: what it last told. */
export const WORKER_STATES = 'worker/';

const model = z.number().transform(modelId);
const manifest = z.string().transform((text) => text as Hex);

export const servedStateSchema = z.array(z.object({ model, manifest }));

export const workerStateSchema = z.object({
  /** Another one each time that it tells; nobody compares clocks. */
  beat: z.number(),
  models: z.array(z.object({ model, manifest, perSecond: z.number(), place: z.string() })),
});
export type WorkerState = z.output<typeof workerStateSchema>;

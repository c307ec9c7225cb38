import type { Logger } from '@airo/program';

/**
 * Parts of the way of a request to its answer, in order. `note`: a block's facts into the store · `fetch`: payloads
 * from Dx · `compute`: runs of the model, waiting for their turn included · `upload`: answers to Dx · `keep`: outcomes
 * into the store · `check`: what the chain still wants · `submit`: until the call is in a block. In between, the queue
 * hands jobs over.
 */
export type Stage = 'note' | 'fetch' | 'compute' | 'upload' | 'keep' | 'check' | 'submit';

export interface StageClock {
  readonly log: Logger;
  readonly observe: { took(stage: Stage, ms: number): void };
}

/** Does the work and tells how long it took, whether it succeeded or not. @param about for the log */
export async function timed<T>(
  { log, observe }: StageClock,
  stage: Stage,
  about: Readonly<Record<string, number>>,
  work: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    const ms = performance.now() - start;
    observe.took(stage, ms);
    log.debug({ stage, ...about, ms: Math.round(ms) }, 'stage done');
  }
}

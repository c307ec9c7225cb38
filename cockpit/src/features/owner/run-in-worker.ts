import type { PayloadTensor } from '@airo/wingman/schemas';
import { OwnerError } from './owner-error.ts';
import type { ReferenceAnswer, ReferenceQuestion } from './reference-worker.ts';

const LIMIT_MS = 180_000;

/**
 * Runs the model by ONNX Runtime's WebAssembly in a thread of its own, which ends with it: its memory goes, too.
 * @throws OwnerError REFERENCE_FAILED, REFERENCE_TIMEOUT
 */
export async function runInWorker(
  question: ReferenceQuestion,
): Promise<readonly (readonly PayloadTensor[])[]> {
  const worker = new Worker(new URL('./reference-worker.ts', import.meta.url), { type: 'module' });
  let limit: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await new Promise<ReferenceAnswer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<ReferenceAnswer>) => resolve(data));
      worker.addEventListener('error', (event) =>
        resolve({ ok: false, message: event.message || 'the runtime could not be loaded' }),
      );
      limit = setTimeout(
        () =>
          reject(
            new OwnerError(
              'REFERENCE_TIMEOUT',
              'The model took more than three minutes in this browser.',
              {},
            ),
          ),
        LIMIT_MS,
      );
      worker.postMessage(question);
    });
    if (answer.ok) return answer.runs;
    throw new OwnerError('REFERENCE_FAILED', `ONNX Runtime can't run it: ${answer.message}`, {});
  } finally {
    clearTimeout(limit);
    worker.terminate();
  }
}

import { decodePayload, tensorValues } from '@airo/wingman/schemas';
import { DevnetError } from '../errors.ts';

/**
 * The class with the highest logit for each of the `count` pictures of a request.
 * @throws DevnetError ANSWER_UNSUITED when the answer is no [count, classes] FP32 tensor, PayloadError when it is no payload
 */
export function classesOf(answer: Uint8Array, count: number): number[] {
  const { tensors } = decodePayload(answer, { kind: 'response', finite: true });
  const [logits] = tensors;
  const [items, classes = 0] = logits?.shape ?? [];
  if (logits?.datatype !== 'FP32' || logits.shape.length !== 2 || items !== count || classes === 0) {
    throw new DevnetError(
      'ANSWER_UNSUITED',
      `expected ${count} rows of FP32 logits, got ${logits?.datatype} [${logits?.shape}]`,
      { shape: logits?.shape },
    );
  }
  const values = tensorValues(logits, 'FP32');
  return Array.from({ length: count }, (_, row) => {
    const scores = values.subarray(row * classes, (row + 1) * classes);
    return scores.reduce(
      (best, score, i) => (score > (scores[best] ?? Number.NEGATIVE_INFINITY) ? i : best),
      0,
    );
  });
}

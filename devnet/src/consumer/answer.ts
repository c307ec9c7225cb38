import { classScores } from '@airo/wingman/schemas';
import { DevnetError } from '../errors.ts';

/**
 * The class with the highest logit for each of the `count` pictures of a request.
 * @throws DevnetError ANSWER_UNSUITED when the answer is no [count, classes] FP32 tensor, PayloadError when it is no payload
 */
export function classesOf(answer: Uint8Array, count: number): number[] {
  const rows = classScores(answer, count);
  if (!rows)
    throw new DevnetError('ANSWER_UNSUITED', `expected ${count} rows of FP32 logits, got another tensor`, {
      count,
    });
  return rows.map((scores) =>
    scores.reduce((best, score, i) => (score > (scores[best] ?? Number.NEGATIVE_INFINITY) ? i : best), 0),
  );
}

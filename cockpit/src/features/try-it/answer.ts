import { classScores } from '@airo/wingman/schemas';

export interface Grade {
  readonly label: string;
  /** Of 1. */
  readonly share: number;
}

/** Classes from the likeliest on, by softmax. null: the answer is no row of class scores. */
export function gradesOf(answer: Uint8Array, labels: readonly string[] | undefined): readonly Grade[] | null {
  const [scores] = classScores(answer, 1) ?? [];
  if (!scores) return null;
  const highest = Math.max(...scores);
  const weights = Array.from(scores, (score) => Math.exp(score - highest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights
    .map((weight, i) => ({ label: labels?.[i] ?? `class ${i}`, share: weight / sum }))
    .sort((a, b) => b.share - a.share);
}

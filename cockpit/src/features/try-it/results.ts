import type { Reply } from '@airo/chain-types/consumer';
import { gradesOf } from './answer.ts';
import type { Picture } from './picture.ts';

/** What became of one picture of many. */
export interface Result {
  readonly picture: string;
  readonly label: string | null;
  /** Of 1. */
  readonly share: number | null;
  readonly truth: string | null;
  readonly ms: number | null;
  readonly problem: string | null;
}

export function resultOf(picture: Picture, reply: Reply, labels: readonly string[] | undefined): Result {
  const truth = picture.truth === undefined ? null : (labels?.[picture.truth] ?? `class ${picture.truth}`);
  const empty = { picture: picture.name, label: null, share: null, truth, ms: null };
  if (!reply.ok) return { ...empty, problem: reply.reason };
  const [best] = gradesOf(reply.answer, labels) ?? [];
  const ms = Math.round(reply.stamps.downloaded - reply.stamps.started);
  if (!best) return { ...empty, ms, problem: 'the answer is no row of class scores' };
  return { ...empty, label: best.label, share: best.share, ms, problem: null };
}

const COLUMNS = ['picture', 'label', 'share', 'truth', 'ms', 'problem'] as const;

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe. */
export function toCsv(results: readonly Result[]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '');
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = results.map((result) => COLUMNS.map((name) => cell(result[name])).join(','));
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}

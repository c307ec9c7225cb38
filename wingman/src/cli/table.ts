/** Rows as columns of equal width, with a line at the top; nothing but that line when there are none. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [titles, ...rows];
  const widths = titles.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

/** `2026-01-31 07:08:09`, in UTC. @param at milliseconds since 1970 */
export const timeText = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

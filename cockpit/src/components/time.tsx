const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** When something was, by the page's clock, which a chain's may be ahead of; the exact moment is in the title. */
export function Time({ at, now = Date.now() }: { at: number; now?: number }) {
  if (at === 0) return <span>at genesis</span>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={exact.format(date)}>
      {at >= now ? 'just now' : ago(at - now)}
    </time>
  );
}

export function ago(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? ['second', 1_000];
  return relative.format(Math.round(ms / size), unit);
}

/** "1 min 20 s", "2 h 5 min", "3 days": a span that lies ahead or was measured. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const days = Math.round(minutes / 1_440);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** "4.6 s": what was measured, told apart also when it is short. */
export const measuredTime = (ms: number): string =>
  ms >= 1_000 && ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : duration(ms);

const joined = (major: number, unit: string, minor: number, small: string) =>
  `${major} ${unit}${minor === 0 ? '' : ` ${minor} ${small}`}`;

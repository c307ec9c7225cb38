/** Waits at each load, of one kind of queue. */
export interface WaitCurve {
  readonly name: string;
  /** By load: share of the worker's time, 0 to 1, and ms. */
  readonly points: readonly { readonly load: number; readonly p50: number; readonly p95: number }[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 420, 64, 150, 40, 48];
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const LOADS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** A plot of waits against load as SVG, the wait on a logarithmic axis: medians drawn through, 95th percentiles dashed. */
export function plotWaits(title: string, curves: readonly WaitCurve[]): string {
  const waits = curves.flatMap(({ points }) => points.flatMap(({ p50, p95 }) => [p50, p95]));
  const low = Math.floor(Math.log10(Math.max(0.01, Math.min(...waits))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...waits))));
  const x = (load: number) => LEFT + load * (WIDTH - LEFT - RIGHT);
  const y = (ms: number) =>
    HEIGHT - BOTTOM - ((Math.log10(Math.max(ms, 10 ** low)) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#ccc"/>`;
  const text = (at: [number, number], anchor: string, words: string) =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}">${escaped(words)}</text>`;
  const path = (points: readonly (readonly [number, number])[], colour: string, dash: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2"${dash} points="${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ')}"/>`;
  const rows = [
    ...decades.flatMap((ms) => [
      line(LEFT, y(ms), WIDTH - RIGHT, y(ms)),
      text([LEFT - 6, y(ms) + 4], 'end', `${ms} ms`),
    ]),
    ...LOADS.flatMap((load) => [
      line(x(load), TOP, x(load), HEIGHT - BOTTOM),
      text([x(load), HEIGHT - BOTTOM + 18], 'middle', `${Math.round(load * 100)} %`),
    ]),
    text([LEFT, 22], 'start', title),
    text([(LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8], 'middle', 'load'),
    ...curves.flatMap(({ name, points }, i) => {
      const colour = COLOURS[i % COLOURS.length] ?? '#000';
      const at = TOP + 16 + i * 40;
      return [
        path(
          points.map(({ load, p50 }) => [x(load), y(p50)]),
          colour,
          '',
        ),
        path(
          points.map(({ load, p95 }) => [x(load), y(p95)]),
          colour,
          ' stroke-dasharray="5 4"',
        ),
        `<g fill="${colour}">${text([WIDTH - RIGHT + 12, at], 'start', `${name}: median`)}${text([WIDTH - RIGHT + 12, at + 16], 'start', 'dashed: 95 %')}</g>`,
      ];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>\n${rows.join('\n')}\n</svg>\n`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

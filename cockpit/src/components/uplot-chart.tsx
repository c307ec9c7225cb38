import { useEffect, useRef } from 'react';
import Uplot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './chart.module.css';
import { moment, timeLabels } from './time-axis.ts';

export interface ChartSeries {
  readonly name: string;
  /** One for each x; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** A CSS variable of `tokens.css`: `--accent` by default. */
  readonly colour?: string;
  readonly kind?: 'line' | 'bars';
}

export interface ChartProps {
  readonly label: string;
  /** Milliseconds since 1970, ascending; or plain numbers when `x` says so. */
  readonly at: readonly number[];
  readonly x?: 'time' | 'number';
  readonly series: readonly ChartSeries[];
  /** Writes a value on the axis and in the legend. */
  readonly format: (value: number) => string;
  readonly height?: number;
}

/** Draws anew when its numbers, its width or the theme change. */
export default function UplotChart({ label, at, x = 'time', series, format, height = 240 }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    // Some browsers give no canvas to pages they do not trust: what is beside the chart stays.
    if (!element || !document.createElement('canvas').getContext('2d')) return;
    const isBars = series.some(({ kind }) => kind === 'bars');
    const tellNewest = (plot: Uplot) => plot.setLegend({ idx: at.length - 1 });
    const draw = () =>
      new Uplot(
        {
          width: element.clientWidth,
          height,
          // While nobody points at a value, the legend tells the newest.
          hooks: {
            ready: [tellNewest],
            setCursor: [(plot: Uplot) => plot.cursor.idx == null && tellNewest(plot)],
          },
          scales: { x: { time: x === 'time', range: rangeOf(at, x, isBars) } },
          axes: [
            {
              stroke: resolved('--ink-soft', element),
              grid: { show: false },
              ticks: { stroke: resolved('--line', element), width: 1 },
              ...(x === 'time'
                ? {
                    values: (_: Uplot, ticks: number[], __: number, ___: number, step: number) =>
                      timeLabels(ticks, step),
                  }
                : {}),
            },
            {
              stroke: resolved('--ink-soft', element),
              grid: { stroke: resolved('--line', element), width: 1 },
              ticks: { show: false },
              size: 70,
              values: (_, ticks) => ticks.map(format),
            },
          ],
          series: [
            x === 'time'
              ? { label: 'Time', value: (_: Uplot, at: number | null) => (at === null ? '–' : moment(at)) }
              : {},
            ...series.map(({ name, colour: wanted = '--accent', kind = 'line' }) => ({
              label: name,
              stroke: resolved(wanted, element),
              width: 2,
              value: (_: Uplot, value: number | null) => (value === null ? '–' : format(value)),
              ...(kind === 'bars' && Uplot.paths.bars
                ? {
                    paths: Uplot.paths.bars({ size: [0.7, 40] }),
                    fill: resolved(wanted, element),
                    points: { show: false },
                  }
                : {}),
            })),
          ],
        },
        [
          x === 'time' ? at.map((ms) => ms / 1_000) : [...at],
          ...series.map(({ values }) => [...values]),
        ] as Uplot.AlignedData,
        element,
      );
    let plot = draw();
    const redraw = () => {
      plot.destroy();
      plot = draw();
    };
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', redraw);
    return () => {
      resize.disconnect();
      theme.disconnect();
      system.removeEventListener('change', redraw);
      plot.destroy();
    };
  }, [at, x, series, format, height]);
  return <div ref={frame} className={styles.chart} role="img" aria-label={label} />;
}

/** In the axis' own unit, seconds for times: on both sides of a single value, which has no breadth of its own. */
const AROUND_ONE = { time: 1_800, number: 1 };

/** From the first value to the last, and half a step more where bars stand on them. */
const rangeOf =
  (at: readonly number[], x: 'time' | 'number', isBars: boolean): Uplot.Range.Function =>
  () => {
    const unit = x === 'time' ? 1_000 : 1;
    const [first = 0, last = 0] = [at[0], at.at(-1)].map((value) => (value ?? 0) / unit);
    if (at.length < 2) return [first - AROUND_ONE[x], last + AROUND_ONE[x]];
    const half = isBars ? (last - first) / (at.length - 1) / 2 : 0;
    return [first - half, last + half];
  };

/** A token's colour as the canvas understands it: `light-dark()` is settled by the browser. */
function resolved(token: string, element: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

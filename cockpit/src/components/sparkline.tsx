import styles from './sparkline.module.css';

const WIDTH = 120;
const HEIGHT = 32;
const PAD = 3;

/** The course of a few numbers, oldest first. @param label what it shows, in words, with first and last value */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const points = values.length === 1 ? [...values, ...values] : values;
  const low = Math.min(...points);
  const span = Math.max(...points) - low;
  const x = (i: number) => PAD + (i * (WIDTH - 2 * PAD)) / (points.length - 1);
  const y = (value: number) =>
    span === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) * (HEIGHT - 2 * PAD)) / span;
  const line = points.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  const end = points.length - 1;
  return (
    <svg className={styles.sparkline} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <polygon points={`${line.join(' ')} ${x(end)},${HEIGHT} ${x(0)},${HEIGHT}`} className={styles.area} />
      <polyline points={line.join(' ')} className={styles.line} />
      <circle cx={x(end)} cy={y(points[end] ?? 0)} r="2.5" className={styles.dot} />
    </svg>
  );
}

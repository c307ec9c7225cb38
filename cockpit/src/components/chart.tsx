import { lazy, Suspense } from 'react';
import styles from './chart.module.css';
import type { ChartProps } from './uplot-chart.tsx';

const UplotChart = lazy(() => import('./uplot-chart.tsx'));

/**
 * Numbers over time, drawn when the chart's code is there. `label` says in words what it shows; the numbers themselves are
 * in a table for those who can't see it.
 */
export function Chart(props: ChartProps) {
  return (
    <figure className={styles.figure}>
      <Suspense
        fallback={<div aria-busy="true" className={styles.waiting} style={{ height: props.height ?? 240 }} />}
      >
        <UplotChart {...props} />
      </Suspense>
      <figcaption className="visually-hidden">{props.label}</figcaption>
    </figure>
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';

const FOLDER = 'ops/grafana/dashboards';
/** Grafana puts a duration in. */
const INTERVAL = '$__rate_interval';
/** Prometheus makes these itself, for each target. */
const OWN = ['up'];

export interface Query {
  readonly panel: string;
  /** As Prometheus gets it. */
  readonly expr: string;
}
export interface Dashboard {
  readonly file: string;
  readonly uid: string;
  readonly queries: readonly Query[];
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

export function readDashboards(): Dashboard[] {
  return readdirSync(FOLDER).map((file) => {
    const { uid, panels } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as {
      uid: string;
      panels: Panel[];
    };
    const queries = panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ panel: title, expr: expr.replaceAll(INTERVAL, '1m') })),
    );
    return { file, uid, queries };
  });
}

/** Whether Prometheus' own grammar takes the query. */
export function isPromql(expr: string): boolean {
  let ok = expr.trim() !== '';
  parser.parse(expr).iterate({
    enter: ({ type }) => {
      if (type.isError) ok = false;
    },
  });
  return ok;
}

/** What the query reads: name, and the job that it is read of. */
export function selectorsOf(expr: string): { metric: string; jobs: RegExp | null }[] {
  const selectors: { metric: string; jobs: RegExp | null }[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'VectorSelector') return;
      const text = expr.slice(from, to);
      const [metric = ''] = /^[\w:]+/.exec(text) ?? [];
      const [, jobs] = /\bjob=~?"([^"]*)"/.exec(text) ?? [];
      if (!OWN.includes(metric)) selectors.push({ metric, jobs: jobs ? new RegExp(`^(${jobs})$`) : null });
    },
  });
  return selectors;
}

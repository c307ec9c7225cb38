import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readServices } from './support/compose/compose-file.ts';
import { isPromql, readDashboards, selectorsOf } from './support/compose/dashboards.ts';
import { readTargets } from './support/compose/scrape-config.ts';

const services = readServices();
const targets = readTargets();
const dashboards = readDashboards();
const queries = dashboards.flatMap(({ file, queries: each }) =>
  each.map(({ panel, expr }) => [file, panel, expr] as const),
);
const mounted = (service: string, source: string) =>
  services[service]?.volumes?.find((volume) => volume.startsWith(`${source}:`))?.split(':')[1];

describe('Prometheus', () => {
  it.each(targets.map((target) => [target.service, target] as const))(
    'reads %s, which is a service that exposes that port',
    (name, { port }) => {
      expect(services[name]?.expose).toContain(port);
    },
  );

  it('reads every program of Airo', () => {
    // Cockpit's server gives files and counts nothing.
    const own = Object.entries(services).filter(([name, { build }]) => build && name !== 'cockpit');
    expect(own.map(([name]) => name).filter((name) => !targets.some((t) => t.service === name))).toEqual([]);
  });

  it('is given its file', () => {
    const path = mounted('prometheus', './ops/prometheus/prometheus.yml');
    expect(services.prometheus?.command).toContain(`--config.file=${path}`);
  });
});

describe('Grafana', () => {
  const provisioning = (path: string) =>
    parse(readFileSync(`ops/grafana/provisioning/${path}`, 'utf8')) as Record<string, unknown>;

  it('asks the Prometheus of the file', () => {
    const [source] = provisioning('datasources/prometheus.yml').datasources as [{ url: string; uid: string }];
    expect(source.url).toBe('http://prometheus:9090');
    expect(services.prometheus?.expose).toContain('9090');
    const used = readFileSync('ops/grafana/dashboards/chain.json', 'utf8');
    expect(used).toContain(`"uid": "${source.uid}"`);
  });

  it('finds the dashboards where they are mounted', () => {
    const [provider] = provisioning('dashboards/airo.yml').providers as [{ options: { path: string } }];
    expect(provider.options.path).toBe(mounted('grafana', './ops/grafana/dashboards'));
    expect(mounted('grafana', './ops/grafana/provisioning')).toBe('/etc/grafana/provisioning');
    const home = services.grafana?.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? '';
    expect(dashboards.map(({ file }) => `${provider.options.path}/${file}`)).toContain(home);
  });

  it('has a dashboard for the chain, Dx, Wingman and the indexer', () => {
    const uids = ['airo-chain', 'airo-dx', 'airo-indexer', 'airo-wingman'];
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(uids);
  });

  it.each(queries)('%s, %s: %s is PromQL that reads a job', (_file, _panel, expr) => {
    expect(isPromql(expr)).toBe(true);
    const jobs = new Set(targets.map(({ job }) => job));
    for (const selector of selectorsOf(expr)) {
      if (selector.jobs) expect([...jobs].some((job) => selector.jobs?.test(job))).toBe(true);
    }
  });

  it('is known by the names that its queries read', () => {
    const expr = 'sum(rate(dx_sent_bytes_total{job=~"dx|x"}[1m])) / on () scalar(dx_peers) == up';
    expect(selectorsOf(expr)).toEqual([
      { metric: 'dx_sent_bytes_total', jobs: /^(dx|x)$/ },
      { metric: 'dx_peers', jobs: null },
    ]);
  });

  it.each(['rate(dx_blobs[1m]', 'sum by (le (x)', ''])('%s would not pass', (expr) => {
    expect(isPromql(expr)).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Target {
  readonly job: string;
  readonly service: string;
  readonly port: string;
}

interface Job {
  readonly job_name: string;
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
}

/** What Prometheus is told to read. */
export function readTargets(): Target[] {
  const { scrape_configs: jobs } = parse(readFileSync('ops/prometheus/prometheus.yml', 'utf8')) as {
    scrape_configs: Job[];
  };
  return jobs.flatMap(({ job_name: job, static_configs = [], dns_sd_configs = [] }) => [
    ...static_configs.flatMap(({ targets }) =>
      targets.map((target) => {
        const [service = '', port = ''] = target.split(':');
        return { job, service, port };
      }),
    ),
    ...dns_sd_configs.flatMap(({ names, port }) =>
      names.map((service) => ({ job, service, port: String(port) })),
    ),
  ]);
}

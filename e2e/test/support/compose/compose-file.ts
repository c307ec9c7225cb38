import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck: { readonly test: readonly [string, ...string[]] };
  /** `name or ./path:/path in the container`, `:ro` behind it. */
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly expose?: readonly string[];
  readonly profiles?: readonly string[];
}
export type Services = Readonly<Record<string, Service>>;

/** The services of docker-compose.yml, as Compose reads them: parts are put together, and `$$` is a dollar. */
export function readServices(): Services {
  // The guard is against files of strangers; each service takes its parts from a few others here.
  const file = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true, maxAliasCount: -1 });
  const dollars = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('$$', '$');
    if (Array.isArray(value)) return value.map(dollars);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dollars(each)]));
  };
  return dollars(file.services) as Services;
}

/** Names of the services that run without a profile, each behind those that it depends on. */
export function startOrder(services: Services): string[] {
  const order: string[] = [];
  const visit = (name: string): void => {
    if (order.includes(name)) return;
    for (const other of Object.keys(services[name]?.depends_on ?? {})) visit(other);
    order.push(name);
  };
  for (const [name, { profiles = [] }] of Object.entries(services)) if (profiles.length === 0) visit(name);
  return order;
}

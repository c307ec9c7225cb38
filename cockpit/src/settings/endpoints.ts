import { z } from 'zod';

const http = z.url({ protocol: /^https?$/ });

/** Where the programs are that the Cockpit speaks to. */
export const endpointsSchema = z.object({
  /** JSON-RPC of the chain. */
  chain: z.url({ protocol: /^wss?$/ }),
  /** A dx-node's HTTP face. */
  dx: http,
  /** The indexer's REST API. */
  indexer: http,
  /** Providers' bots that are asked whether they would bid. */
  wingmen: z.array(http),
});
export type Endpoints = z.output<typeof endpointsSchema>;

/** Those of `npm start` on this machine. */
export const LOCAL_ENDPOINTS: Endpoints = {
  chain: 'ws://127.0.0.1:9944',
  dx: 'http://127.0.0.1:9700',
  indexer: 'http://127.0.0.1:9900',
  wingmen: ['http://127.0.0.1:9800', 'http://127.0.0.1:9801'],
};

const partSchema = endpointsSchema.partial();

/** What of a value, from wherever, can be used as endpoints; the rest is dropped. */
export function usableEndpoints(value: unknown): Partial<Endpoints> {
  if (typeof value !== 'object' || value === null) return {};
  const usable = Object.entries(partSchema.shape).flatMap(([name, schema]) => {
    const found = schema.safeParse((value as Record<string, unknown>)[name]);
    return found.success && found.data !== undefined ? [[name, found.data] as const] : [];
  });
  return Object.fromEntries(usable);
}

/** `?endpoint=wss://…&dx=…&indexer=…&wingman=…&wingman=…` of a link. */
export function endpointsOfLink(search: string): Partial<Endpoints> {
  const query = new URLSearchParams(search);
  const wingmen = query.getAll('wingman');
  return usableEndpoints({
    chain: query.get('endpoint') ?? undefined,
    dx: query.get('dx') ?? undefined,
    indexer: query.get('indexer') ?? undefined,
    wingmen: wingmen.length > 0 ? wingmen : undefined,
  });
}

const STORED = 'airo.endpoints';

/** What was chosen on the settings page. */
export function chosenEndpoints(storage: Pick<Storage, 'getItem'>): Partial<Endpoints> {
  try {
    return usableEndpoints(JSON.parse(storage.getItem(STORED) ?? '{}'));
  } catch {
    return {};
  }
}

export function chooseEndpoints(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  chosen: Partial<Endpoints> | null,
): void {
  if (chosen === null) storage.removeItem(STORED);
  else storage.setItem(STORED, JSON.stringify(chosen));
}

/** Each endpoint as the link, the settings page, the server of these files (`endpoints.json`) or `npm start` has it. */
export async function findEndpoints(init: {
  search: string;
  storage: Pick<Storage, 'getItem'>;
  fetchServed: () => Promise<unknown>;
}): Promise<Endpoints> {
  const served = await init.fetchServed().catch(() => ({}));
  return {
    ...LOCAL_ENDPOINTS,
    ...usableEndpoints(served),
    ...chosenEndpoints(init.storage),
    ...endpointsOfLink(init.search),
  };
}

/** Of the server that these files come from; any may leave it away. */
export async function fetchServedEndpoints(): Promise<unknown> {
  const response = await fetch('./endpoints.json', { cache: 'no-store' });
  return response.ok ? response.json() : {};
}

type Answer = { readonly status?: number; readonly body: unknown; readonly link?: string };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export const BOT = 'http://bot.example:9800';
const ACCOUNT = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';

export const health = (part: object = {}, bidding: object = {}) => ({
  ok: true,
  reasons: [],
  account: ACCOUNT,
  genesisHash: `0x${'a'.repeat(64)}`,
  head: 1_234,
  capacityUsed: 0.42,
  queues: { inference: 7, publish: 2, settle: 0 },
  bidding: {
    mode: 'running',
    since: 1_000,
    stops: false,
    openOrders: 1,
    openAgreements: 3,
    safeToStop: false,
    ...bidding,
  },
  ...part,
});

export const config = (version: number, price: string) => ({
  version,
  at: 1_000,
  source: 'rest',
  config: {
    bidding: true,
    models: [0],
    pricing: { strategy: 'fixed', price, perModel: {} },
    floor: '0',
    overrides: [],
    filters: { minInferences: 1, maxInferences: 1_000_000, allowConsumers: [], denyConsumers: [] },
    capacity: { utilisation: 0.8, maxOpen: 100 },
    breaker: { faults: 5, faultsOverall: 20, windowS: 600, coolDownS: 900 },
    budget: { feesPerDay: null, locked: null, openOrders: null, openAgreements: null, perModel: {} },
  },
});

export const problem = (status: number, code: string, detail: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail },
});

/** Answers `fetch` as a Wingman would; its streams stay open. Paths without an answer are 404. */
export function serveBot(
  role: 'viewer' | 'operator' | 'owner',
  answers: Readonly<Record<string, (asked: Asked) => Answer>>,
  streams: Readonly<Record<string, string>> = {},
): Asked[] {
  const all: Asked[] = [];
  const known: typeof answers = {
    'GET /v1/caller': () => ({ body: { name: 'night-shift', role } }),
    'GET /v1/health': () => ({ body: health() }),
    'GET /v1/breaker': () => ({ body: [] }),
    ...answers,
  };
  globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const { method = 'GET' } = init;
    const asked = {
      method,
      path: `${url.pathname}${url.search}`,
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      headers: new Headers(init.headers),
    };
    all.push(asked);
    if (url.pathname.endsWith('/stream')) return streamOf(streams[url.pathname] ?? '', init.signal);
    const answer =
      known[`${method} ${url.pathname}`]?.(asked) ?? problem(404, 'NOT_FOUND', `no ${url.pathname}`);
    return new Response(JSON.stringify(answer.body), {
      status: answer.status ?? 200,
      ...(answer.link === undefined ? {} : { headers: { link: answer.link } }),
    });
  };
  return all;
}

function streamOf(text: string, signal: AbortSignal | null | undefined): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      signal?.addEventListener('abort', () => controller.error(new TypeError('aborted')));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

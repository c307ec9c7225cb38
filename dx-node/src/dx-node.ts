import { type Clock, Closer, createLogger, type Logger, startHealthServer, systemClock } from '@airo/program';
import { FileBlobStore } from './adapters/disk/file-blob-store.ts';
import { keyOf, parseKey } from './domain/key.ts';
import { DxError } from './errors.ts';
import { writeGuard } from './http/authorise.ts';
import { startHttpServer } from './http/http-server.ts';
import { createMetrics } from './metrics.ts';
import { type Network, startNetwork } from './network.ts';
import { Announcer } from './pipeline/announce.ts';
import { Dx } from './pipeline/dx.ts';
import { BlobFetcher } from './pipeline/fetch-blob.ts';
import { collect } from './pipeline/read-chunks.ts';
import { sweepUntil } from './pipeline/sweep.ts';
import type { BlobStat, Peers, PutResult } from './schemas/blob-stat.ts';
import type { GetOptions } from './schemas/client.ts';
import { type DxNodeInit, type DxNodeSettings, settingsSchema } from './settings.ts';

const SWEEP_MS = 60_000;
/** A download's rate is judged after this much waiting. */
const RATE_GRACE_MS = 10_000;
/** A source on the other side of the world begins within this. */
const HEDGE_AFTER_MS = 1_000;
const ANNOUNCEMENTS_AT_ONCE = 8;
const ANNOUNCEMENT_TIMEOUT_MS = 30_000;
const ANNOUNCEMENT_RETRY_MS = 2_000;

/** A running node, used as a library. Methods throw DxError. */
export interface DxNode {
  readonly peerId: string;
  readonly multiaddrs: string[];
  readonly rpcUrl: string;
  readonly metricsUrl: string;
  /** Stores bytes under their hash and announces them. */
  put(bytes: Uint8Array): Promise<PutResult>;
  /** All bytes of a blob, from here or the network. */
  get(key: string, options: GetOptions): Promise<Uint8Array>;
  /** The blob is in this node's store when it resolves, from the network if need be. */
  bring(key: string, options?: { signal?: AbortSignal }): Promise<BlobStat>;
  stat(key: string, options?: { signal?: AbortSignal }): Promise<BlobStat>;
  pin(key: string, options?: { signal?: AbortSignal }): Promise<BlobStat>;
  unpin(key: string): Promise<BlobStat>;
  delete(key: string): Promise<void>;
  peers(): Peers;
  /** Stops taking work, lets answers under way finish for a moment, and closes everything. Safe to call again. */
  close(): Promise<void>;
}

/**
 * Builds and starts a node. Throws DX_STORE (folder in use or not usable), DX_LISTEN, PORT_TAKEN; nothing stays open
 * then. Settings that are left out have their defaults.
 */
export async function createDxNode(
  init: DxNodeInit,
  deps: { clock?: Clock; logger?: Logger } = {},
): Promise<DxNode> {
  const settings = settingsSchema.parse(init);
  const logger =
    deps.logger ?? createLogger({ name: 'dx-node', level: settings.logLevel, destination: 'stderr' });
  const closer = new Closer((name, error) => logger.error({ name, error }, 'closing failed'));
  try {
    return await start(settings, { clock: deps.clock ?? systemClock, logger, closer });
  } catch (error) {
    await closer.close();
    throw error;
  }
}

async function start(
  settings: DxNodeSettings,
  { clock, logger, closer }: { clock: Clock; logger: Logger; closer: Closer },
): Promise<DxNode> {
  const { dataDir, maxBlobBytes, quotaBytes, idleTimeoutMs, corsOrigins } = settings;
  const limits = { maxBlobBytes, quotaBytes, ttlMs: settings.ttlSeconds * 1_000 };
  const store = await FileBlobStore.open({ dir: dataDir, limits, clock });
  closer.add('store', () => store.close());

  const { sentBytes, registry } = createMetrics({
    usage: () => store.usage(),
    peers: () => network.view().peers.length,
    fetchesRunning: () => fetcher.running,
    announcementsPending: () => announcer.pending,
  });
  const onSent = (bytes: number): void => sentBytes.inc(bytes);
  const network: Network = await startNetwork({ settings, store, clock, logger, closer, onSent });
  const { peers, router } = network;

  const announcer = new Announcer({
    store,
    router,
    clock,
    logger,
    concurrency: ANNOUNCEMENTS_AT_ONCE,
    timeoutMs: ANNOUNCEMENT_TIMEOUT_MS,
    retryMs: ANNOUNCEMENT_RETRY_MS,
  });
  closer.add('announcer', () => announcer.close());
  announcer.start();
  const fetcher = new BlobFetcher({
    store,
    peers,
    router,
    clock,
    logger,
    limits: { ...settings, rateGraceMs: RATE_GRACE_MS, hedgeAfterMs: HEDGE_AFTER_MS },
  });
  const dx = new Dx({ store, fetcher, announcer, clock, announceWaitMs: settings.announceWaitMs });

  const closing = new AbortController();
  const sweeping = sweepUntil({ store, clock, logger }, SWEEP_MS, closing.signal);
  closer.add('sweep', async () => {
    closing.abort();
    await sweeping;
  });

  const http = await startHttpServer(
    {
      dx,
      peers: () => network.view(),
      logger,
      closing: closing.signal,
      mayWrite: writeGuard({ host: settings.rpcHost, token: settings.token }),
      idleTimeoutMs,
      maxBlobBytes,
      corsOrigins,
      host: settings.rpcHost,
      allowedHosts: settings.allowedHosts,
      chainUrl: settings.chainUrl,
    },
    { host: settings.rpcHost, port: settings.rpcPort },
  );
  closer.add('http', () => http.close());
  const ready = () => ({ ok: !closing.signal.aborted, reasons: closing.signal.aborted ? ['closing'] : [] });
  const health = await startHealthServer({
    host: settings.metricsHost,
    port: settings.metricsPort,
    registry,
    ready,
  });
  closer.add('health', () => health.close());

  const signalOf = (signal?: AbortSignal): AbortSignal =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
  const { peerId, multiaddrs } = network.view();
  logger.info({ peerId, multiaddrs, rpcUrl: http.url }, 'ready');
  return {
    peerId,
    multiaddrs,
    rpcUrl: http.url,
    metricsUrl: `${health.url}/metrics`,
    put: async (bytes) => dx.put({ key: keyOf(bytes), pieces: [bytes], size: bytes.byteLength }),
    get: async (text, { maxBytes, signal }) => {
      const key = parseKey(text);
      const until = signalOf(signal);
      const { size } = await dx.bring(key, until);
      if (size > maxBytes) {
        const message = `${key} has ${size} bytes, more than the ${maxBytes} asked for`;
        throw new DxError('DX_TOO_LARGE', message, { key, sizeBytes: size, limitBytes: maxBytes });
      }
      return collect(dx.read({ key, range: { start: 0, end: size }, signal: until }));
    },
    bring: async (text, options) => {
      const key = parseKey(text);
      const until = signalOf(options?.signal);
      await dx.bring(key, until);
      return dx.stat(key, until);
    },
    stat: async (key, options) => dx.stat(parseKey(key), signalOf(options?.signal)),
    pin: async (key, options) => dx.pin(parseKey(key), signalOf(options?.signal)),
    unpin: async (key) => dx.unpin(parseKey(key)),
    delete: async (key) => dx.delete(parseKey(key)),
    peers: () => network.view(),
    close: () => closer.close(),
  };
}

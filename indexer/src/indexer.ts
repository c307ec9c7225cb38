import { readFile, rm } from 'node:fs/promises';
import { type ChainClient, connectChain } from '@airo/chain-types';
import { createDxClient } from '@airo/dx-node/schemas';
import {
  type Clock,
  Closer,
  cacheFolder,
  type Logger,
  lockFolder,
  SettingsError,
  startHealthServer,
} from '@airo/program';
import { createAiroChain } from './adapters/chain/airo-chain.ts';
import { createDxManifests } from './adapters/dx/dx-manifests.ts';
import { openPgliteIndex, openPostgresIndex } from './adapters/store/open-index.ts';
import { indexFolder } from './data-folder.ts';
import { IndexerError } from './errors.ts';
import { startRest } from './http/start-rest.ts';
import { createMetrics } from './metrics.ts';
import { fetchManifests } from './pipeline/fetch-manifests.ts';
import { followChain } from './pipeline/follow-chain.ts';
import { IndexState } from './pipeline/index-state.ts';
import type { ReadyEvent } from './schemas/index.ts';
import type { IndexerSettings } from './settings.ts';

export interface Indexer {
  readonly ready: ReadyEvent;
  /** Rejects when it can't go on. */
  readonly done: Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Builds every part once, begins to follow the chain and resolves when the API answers; readiness says when the index has
 * caught up.
 * @throws IndexerError, ChainError, PortTakenError
 */
export async function startIndexer(init: {
  settings: IndexerSettings;
  log: Logger;
  clock: Clock;
  signal: AbortSignal;
}): Promise<Indexer> {
  const { settings, log, clock } = init;
  const closer = new Closer((name, error) => log.error({ err: error }, `closing ${name} failed`));
  const stopping = new AbortController();
  const signal = AbortSignal.any([init.signal, stopping.signal]);
  const close = async () => {
    stopping.abort();
    await closer.close();
  };
  try {
    const client = await connectChain({ endpoint: settings.chainUrl, signal });
    closer.add('chain', () => client.close());
    const index = await openIndex(settings, client, closer, log);
    const chain = createAiroChain(client);
    const state = new IndexState(clock, chain.blockTimeMs);
    const rest = await startRest({ reader: index.reader, chain, state }, settings, log, () => metrics);
    closer.add('rest', () => rest.close());
    const metrics = createMetrics({ head: () => state.head?.number ?? 0, streams: () => rest.streams() });
    const health = await startHealthServer({
      host: settings.metricsHost,
      port: settings.metricsPort,
      registry: metrics.registry,
      ready: () => state.readiness(),
    });
    closer.add('health', () => health.close());

    const context = { chain, store: index.store, state, clock, log, onBatch: metrics.wrote };
    const source = createDxManifests(createDxClient({ url: settings.dxUrl }));
    const following = followChain(context, signal);
    const fetching = fetchManifests({ store: index.store, source, state, clock, log }, signal);
    const done = Promise.all([following, fetching]);
    done.catch(() => {});
    // The database must not be closed while they write to it.
    closer.add('work', async () => void (await Promise.allSettled([following, fetching])));
    const ready = { event: 'ready' as const, restUrl: rest.url, metricsUrl: health.url };
    return { ready, done, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openIndex(settings: IndexerSettings, client: ChainClient, closer: Closer, log: Logger) {
  const { databaseUrl, dataDir, rebuild } = settings;
  const init = { genesis: client.genesisHash, rebuild };
  const index = await (async () => {
    if (databaseUrl !== undefined) {
      const onError = (error: Error) => log.warn({ err: error }, 'a session of PostgreSQL broke');
      return openPostgresIndex(databaseUrl, await passwordOf(settings), { ...init, onError });
    }
    const unlock = await lockFolder(dataDir, (owner) => {
      const text = `${dataDir} is used by the indexer with process id ${owner}: stop it, or choose another folder with --data-dir`;
      return new IndexerError('DATA_DIR_LOCKED', text, { path: dataDir, owner });
    });
    closer.add('data folder', unlock);
    const folder = indexFolder(dataDir, client.genesisHash);
    // A broken database can be made anew as well.
    if (rebuild) await rm(folder, { recursive: true, force: true });
    return openPgliteIndex(folder, settings.cacheDir ?? cacheFolder(), init);
  })();
  closer.add('database', () => index.close());
  return index;
}

async function passwordOf({ databasePassword, databasePasswordFile }: IndexerSettings) {
  if (databasePasswordFile === undefined) return databasePassword;
  try {
    return (await readFile(databasePasswordFile, 'utf8')).trim();
  } catch (error) {
    const problem = `--database-password-file: ${(error as Error).message}`;
    throw new SettingsError('indexer', [problem], 'indexer --database-password-file /run/secrets/postgres');
  }
}

import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import {
  type ChainClient,
  connectChain,
  type EndpointSwitch,
  type ModelId,
  messageSigner,
  modelId,
  parseAddress,
  type TransactionQueue,
} from '@airo/chain-types';
import { type Clock, Closer, type Logger, startHealthServer } from '@airo/program';
import { createWebhook } from './adapters/alerts/webhook.ts';
import { createAiroChain } from './adapters/chain/airo-chain.ts';
import { openBackEnds } from './adapters/inference/back-ends.ts';
import { openTokens } from './adapters/tokens/token-file.ts';
import { createFileRate } from './adapters/usd/file-rate.ts';
import { createHttpRate } from './adapters/usd/http-rate.ts';
import { readAlertSecret } from './alert-secret.ts';
import { readBackEnds } from './back-ends.ts';
import { backupOf } from './backup-of.ts';
import { Bot } from './bot.ts';
import { openDataFolder, tokensPath } from './data-folder.ts';
import { Recent } from './domain/recent.ts';
import { WingmanError } from './errors.ts';
import { configOf } from './first-config.ts';
import { startRest } from './http/start-rest.ts';
import { blobsOf, machineOf } from './machine.ts';
import { openStorage, type StandbyEvent } from './open-storage.ts';
import { ConfigKeeper } from './pipeline/config-keeper.ts';
import { observeStore } from './pipeline/events/observe-store.ts';
import type { Chain } from './ports/chain.ts';
import type { Disk } from './ports/disk.ts';
import type { Store } from './ports/store.ts';
import type { UsdRateSource } from './ports/usd-rate.ts';
import type { ReadyEvent } from './schemas/rest.ts';
import type { BotEvent } from './schemas/rest-events.ts';
import type { WingmanSettings } from './settings.ts';
import { checkStorageSettings } from './shared-storage.ts';
import { signingKey } from './signing-key.ts';

const TIDY_EVERY_BLOCKS = 500;
const KEPT_EVENTS = 10_000;
const MIB = 1024 * 1024;
/** Transactions that wait for a block and models that compute have so long when it is to stop; then they are left to the next start. */
const STOP_GRACE_MS = 10_000;
/** After so long it stops, whatever hangs. */
const STOP_MS = 25_000;

export interface Wingman {
  /** What `main` prints. */
  readonly ready: ReadyEvent;
  /** Resolves when it is drained; rejects when it can't go on. */
  readonly done: Promise<void>;
  /** Within 25 seconds. What is not done by then is in the database, and is gone on with at the next start. */
  close(): Promise<void>;
  /** Has what REST can change follow the settings, where they ask for something else than before. */
  reload(settings: WingmanSettings): Promise<void>;
}

/** Builds every part once, bottom up, and starts it. Resolves when it can bid; closes all of it when it can't start. */
export async function startWingman(init: {
  settings: WingmanSettings;
  log: Logger;
  /** The last lines of the log. */
  logs: Recent<string>;
  clock: Clock;
  signal: AbortSignal;
  /** Called each time that another process turns out to lead. */
  onStandby?: (event: StandbyEvent) => void;
}): Promise<Wingman> {
  const { settings, log, clock } = init;
  checkStorageSettings(settings);
  const closer = new Closer((name, error) => log.warn({ err: error }, `closing ${name}`));
  const stopping = new AbortController();
  const signal = AbortSignal.any([init.signal, stopping.signal]);
  try {
    const folder = await openDataFolder(settings.dataDir);
    closer.add('data folder', () => folder.close());
    const key = await signingKey(settings);
    const { alertUrl, alertSecretFile } = settings;
    const alertSink =
      alertUrl === undefined ? null : createWebhook(alertUrl, await readAlertSecret(alertSecretFile), clock);
    let tellSwitch: (change: EndpointSwitch) => void = () => {};
    const client = await connectChain({
      endpoint: settings.chainUrl,
      endpoints: {
        maxLag: settings.chainMaxLag,
        maxAgeMs: settings.chainMaxAge * 1_000,
        onSwitch: (change) => {
          log.warn(change, 'left an RPC endpoint for another');
          tellSwitch(change);
        },
      },
      signal,
    });
    closer.add('chain', () => client.close());
    const transactions = await client.transactions(key, principalOf(settings));
    await requireProxy(client, transactions);
    closer.add('transactions', () => transactions.close());
    await requireProvider(client.providers.get(transactions.account), transactions.account);

    const storage = await openStorage({
      ...init,
      signal,
      folder,
      owner: { genesis: client.genesisHash, account: transactions.account },
    });
    closer.add('storage', () => storage.close());
    const { queue } = storage;
    const events = new Recent<BotEvent>({ session: randomUUID().slice(0, 8), limit: KEPT_EVENTS });
    storage.hear((event) => events.append(event));
    const store = observeStore(
      storage.store,
      () => clock.now(),
      (event) => events.append(event),
    );
    const chain = createAiroChain({
      client,
      queue: storage.guarded(transactions),
      clock,
      // What is in a block is done, whether it could be written down or not.
      record: (transaction) =>
        store.recordTransaction(transaction).catch((error) => {
          // What was on its way when the bot was told to stop comes back when its storage is closed.
          const level = stopping.signal.aborted ? 'debug' : 'error';
          log[level]({ err: error, transaction: transaction.call }, 'a fee is not recorded');
        }),
    });
    const backEnds = openBackEnds(await readBackEnds(settings.backEnds), {
      threads: settings.threads,
      clock,
      log,
    });
    closer.add('inference', () => backEnds.close());
    const config = await ConfigKeeper.open(store, configOf(settings));

    const bot = new Bot({
      chain,
      store,
      queue,
      backendFor: (model) => backEnds.for(model),
      machine: machineOf(settings),
      blobs: blobsOf(settings),
      config,
      clock,
      log,
      limits: settings,
      disk: diskOf(settings),
      cacheDir: folder.models,
      localDir: settings.modelsDir ?? null,
      monotonic: () => performance.now(),
      alertSink,
      signer: settings.publicPolicy ? await messageSigner(key) : null,
      usd: { source: usdSource(settings), maxAgeMs: settings.usdRateMaxAge * 1_000 },
      backup: () => backupOf(settings, storage, clock.now()),
      events,
      logs: init.logs,
      tidy: { everyBlocks: TIDY_EVERY_BLOCKS, run: () => storage.tidy() },
      inference: settings.inference,
      problems: () => storage.problems(),
    });
    tellSwitch = (change) => bot.endpointSwitched(change);
    closer.add('bot', () => bot.close());
    const tokens = openTokens(settings.restTokens ?? tokensPath(settings.dataDir), settings.restToken, () =>
      clock.now(),
    );
    const rest = await startRest(bot.restContext(), { ...settings, tokens }, log);
    closer.add('rest', () => rest.close());
    const health = await startHealthServer({
      host: settings.metricsHost,
      port: settings.metricsPort,
      registry: bot.metrics.registry,
      ready: () => bot.readiness(),
    });
    closer.add('health', () => health.close());

    const models = await modelsToServe(chain, store, config);
    const done = Promise.race([bot.drained, bot.start(models), storage.lost]);
    done.catch(() => {});
    await Promise.race([bot.untilReady(signal), done]);
    const ready: ReadyEvent = {
      event: 'ready',
      account: chain.account,
      restUrl: rest.url,
      metricsUrl: health.url,
    };
    return {
      ready,
      done,
      reload: async (changed) => {
        const { version } = await config.follow(configOf(changed));
        log.info({ version }, 'the settings were read again: pricing, models and limits follow them');
      },
      close: async () => {
        stopping.abort();
        const done = new AbortController();
        const all = closer.close().finally(() => done.abort());
        const impatient = async () => {
          await clock.wait(STOP_GRACE_MS, done.signal);
          log.warn('what still waits for a block or computes is left to the next start');
          await Promise.all([transactions.close(), backEnds.close()]);
          await clock.wait(STOP_MS - STOP_GRACE_MS, done.signal);
          log.error('something hangs; stopping all the same');
        };
        await Promise.race([all, impatient().catch(() => all)]);
      },
    };
  } catch (error) {
    stopping.abort();
    await closer.close();
    throw error;
  }
}

function diskOf({ dataDir, minDisk }: WingmanSettings): Disk {
  return {
    name: dataDir,
    minBytes: minDisk * MIB,
    async freeBytes() {
      const { bavail, bsize } = await statfs(dataDir);
      return bavail * bsize;
    },
  };
}

function usdSource({ usdRateFile, usdRateUrl, usdRatePointer }: WingmanSettings): UsdRateSource | null {
  if (usdRateUrl !== undefined) return createHttpRate(usdRateUrl, usdRatePointer);
  return usdRateFile === undefined ? null : createFileRate(usdRateFile, usdRatePointer);
}

function principalOf({ proxyFor }: WingmanSettings) {
  return proxyFor === undefined ? {} : { principal: parseAddress(proxyFor) };
}

/** A key that isn't the proxy it should be would pay a fee for each call that is refused. */
async function requireProxy(
  client: ChainClient,
  { account, signer }: Pick<TransactionQueue, 'account' | 'signer'>,
): Promise<void> {
  if (account === signer) return;
  const proxies = await client.proxies(account);
  if (proxies.some(({ delegate, delay }) => delegate === signer && delay === 0)) return;
  throw new WingmanError(
    'NOT_A_PROXY',
    `${signer} may not act for ${account}: with the key of ${account}, sign proxy.addProxy(${signer}, Provider, 0)`,
    { account, signer },
  );
}

async function requireProvider(provider: Promise<unknown>, account: string): Promise<void> {
  if (await provider) return;
  throw new WingmanError(
    'NOT_REGISTERED',
    `${account} is no provider on this chain: register it and its bond with \`wingman init\``,
    { account },
  );
}

/** What the configuration names, or else what is offered on chain; and whatever agreements are still open. */
async function modelsToServe(chain: Chain, store: Store, config: ConfigKeeper): Promise<readonly ModelId[]> {
  const named = config.current.config.models.map(modelId);
  const offered = named.length > 0 ? [] : (await chain.offers()).map(({ model }) => model);
  const owed = (await store.openAgreements()).map(({ model }) => model);
  return [...new Set([...named, ...offered, ...owed])];
}

import { join } from 'node:path';
import type { ModelId } from '@airo/chain-types';
import { Closer, cacheFolder, createLogger, systemClock } from '@airo/program';
import { openBackEnds } from './adapters/inference/back-ends.ts';
import { openPgliteQueue } from './adapters/queue/pglite-queue.ts';
import { openPgliteStore } from './adapters/store/pglite-store.ts';
import { Bot } from './bot.ts';
import { openDatabaseThread, tidyDatabase } from './database.ts';
import { Recent } from './domain/recent.ts';
import { WingmanError } from './errors.ts';
import { configOf } from './first-config.ts';
import { blobsOf, machineOf } from './machine.ts';
import { ConfigKeeper } from './pipeline/config-keeper.ts';
import type { Chain } from './ports/chain.ts';
import { settingsSchema } from './settings.ts';

export type { Chain } from './ports/chain.ts';

const KEPT = 1_000;
const TIDY_EVERY_BLOCKS = 500;

export interface MeasuredBotInit {
  readonly chain: Chain;
  readonly dxUrl: string;
  readonly folder: string;
  readonly models: readonly ModelId[];
  /** Other settings than the defaults, spelled as in `--help`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A bot with everything that a provider's has, except that whoever measures brings the chain. */
export interface MeasuredBot {
  /** Rejects when it can't go on. */
  readonly done: Promise<never>;
  close(): Promise<void>;
}

/** Resolves when it can bid. */
export async function startMeasuredBot(init: MeasuredBotInit): Promise<MeasuredBot> {
  const { chain, dxUrl, folder, models } = init;
  const settings = settingsSchema.parse({ ...init.settings, models: [...models] });
  const clock = systemClock;
  const log = createLogger({ name: 'wingman', level: settings.logLevel, destination: 'stderr' });
  const closer = new Closer((name, error) => log.warn({ err: error }, `closing ${name}`));
  const database = await openDatabaseThread({ folder: join(folder, 'chain'), cacheDir: cacheFolder() });
  closer.add('database', () => database.close());
  const store = await openPgliteStore(database, clock);
  closer.add('store', () => store.close());
  const queue = await openPgliteQueue(database, {
    onError: (error) => log.error({ err: error }, 'queue failed'),
  });
  closer.add('queue', () => queue.close());
  const backEnds = openBackEnds({ models: {} }, { threads: settings.threads, clock, log });
  closer.add('inference', () => backEnds.close());
  const bot = new Bot({
    chain,
    store,
    queue,
    clock,
    log,
    backendFor: (model) => backEnds.for(model),
    machine: machineOf(settings),
    blobs: blobsOf({ dxUrl, dxToken: undefined }),
    config: await ConfigKeeper.open(store, configOf(settings)),
    limits: settings,
    cacheDir: join(folder, 'models'),
    localDir: null,
    // What watches the disk has its own tests.
    disk: { name: folder, minBytes: 0, freeBytes: async () => 1 },
    events: new Recent({ session: 'measured', limit: KEPT }),
    logs: new Recent({ session: 'measured', limit: KEPT }),
    inference: true,
    problems: () => [],
    backup: async () => {
      throw new WingmanError('NOT_FOUND', 'a bot that is measured has no data folder to copy', {});
    },
    monotonic: () => performance.now(),
    alertSink: null,
    signer: null,
    usd: { source: null, maxAgeMs: settings.usdRateMaxAge * 1_000 },
    tidy: { everyBlocks: TIDY_EVERY_BLOCKS, run: () => tidyDatabase(database) },
  });
  closer.add('bot', () => bot.close());
  const done = bot.start(models);
  done.catch(() => {});
  await Promise.race([bot.untilReady(new AbortController().signal), done]);
  return { done, close: () => closer.close() };
}

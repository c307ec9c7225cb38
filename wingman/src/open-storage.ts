import type { TransactionQueue } from '@airo/chain-types';
import { type Clock, cacheFolder, type Logger, startHealthServer } from '@airo/program';
import { Registry } from 'prom-client';
import type { DataFolder } from './data-folder.ts';
import { WingmanError } from './errors.ts';
import type { Lease } from './ports/lease.ts';
import type { BotEvent } from './schemas/rest-events.ts';
import type { StorageSettings, WingmanSettings } from './settings.ts';
import { SharedStorage } from './shared-storage.ts';
import { type Owner, openEmbeddedStorage, type Storage } from './storage.ts';

/** The line on stdout of a Wingman that waits for another. */
export interface StandbyEvent {
  readonly event: 'standby';
  readonly leader: string;
  readonly metricsUrl: string;
}

/** Storage of a process that acts for the account. */
export interface LeadingStorage extends Storage {
  /** Rejects when another process leads, or the embedded database is gone; never resolves. */
  readonly lost: Promise<never>;
  /** Refuses to sign while the lease is in doubt. */
  guarded(queue: TransactionQueue): TransactionQueue;
  /** Hears what workers tell; nothing where there are none. */
  hear(onEvent: (event: BotEvent) => void): void;
}

export interface OpenInit {
  readonly settings: WingmanSettings;
  readonly folder: DataFolder;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onStandby?: (event: StandbyEvent) => void;
}

/** The database of the settings, once this process may act on it: at once when it is embedded, else as the leader. */
export async function openStorage(init: OpenInit): Promise<LeadingStorage> {
  const { settings, folder, owner } = init;
  if (isShared(settings)) return openAsLeader(init, settings);
  const cacheDir = settings.cacheDir ?? cacheFolder();
  const storage = await openEmbeddedStorage(folder.database(owner.genesis), cacheDir, init);
  return { ...storage, guarded: (queue) => queue, hear: () => {} };
}

async function openAsLeader(
  init: OpenInit,
  settings: StorageSettings & { databaseUrl: string },
): Promise<LeadingStorage> {
  const shared = await SharedStorage.open({ ...init, settings });
  try {
    const lease = await waitToLead(init, shared);
    await shared.claim(init.owner);
    const storage = await shared.openQueue(init.owner);
    return {
      ...storage,
      lost: lease.lost,
      guarded: (queue) => guardedBy(lease, queue),
      hear: (onEvent) => shared.hear(onEvent),
    };
  } catch (error) {
    await shared.close();
    throw error;
  }
}

/** While it waits, `/readyz` says for whom. */
async function waitToLead(
  { settings, log, signal, onStandby }: OpenInit,
  shared: SharedStorage,
): Promise<Lease> {
  let leader = '';
  let health: ReturnType<typeof startHealthServer> | undefined;
  const onWait = (holder: string) => {
    leader = holder;
    log.info({ leader }, 'waits: another Wingman leads');
    health ??= startHealthServer({
      host: settings.metricsHost,
      port: settings.metricsPort,
      registry: new Registry(),
      ready: () => ({ ok: false, reasons: [`standby: ${leader} leads`] }),
    });
    health.then(
      ({ url }) => onStandby?.({ event: 'standby', leader: holder, metricsUrl: url }),
      (error) => log.error({ err: error }, 'health can not be told'),
    );
  };
  try {
    return await shared.lead(onWait, signal);
  } finally {
    // Its port is the leader's.
    await (await health?.catch(() => undefined))?.close();
  }
}

function guardedBy(lease: Lease, queue: TransactionQueue): TransactionQueue {
  return {
    account: queue.account,
    signer: queue.signer,
    close: () => queue.close(),
    async submit(call, options) {
      if (!lease.holds()) {
        throw new WingmanError('LEASE_IN_DOUBT', `${call.name} is not signed: ${lease.problem()}`, {});
      }
      return queue.submit(call, options);
    },
  };
}

function isShared(settings: StorageSettings): settings is StorageSettings & { databaseUrl: string } {
  return settings.databaseUrl !== undefined;
}

import type { ModelId } from '@airo/chain-types';
import type { Readiness } from '@airo/program';
import type { Capacity } from '../domain/capacity.ts';
import type { UsdRate } from '../domain/pricing/usd.ts';
import type { Recent } from '../domain/recent.ts';
import type { AlertDesk } from '../pipeline/alerts/alert-desk.ts';
import type { ConfigKeeper } from '../pipeline/config-keeper.ts';
import type { Left } from '../pipeline/guard/bot-control.ts';
import type { Guard } from '../pipeline/guard/guard.ts';
import type { ModelDesk } from '../pipeline/model/model-desk.ts';
import type { ServedModels } from '../pipeline/model/served-models.ts';
import type { PricingDesk } from '../pipeline/pricing/pricing-desk.ts';
import type { StatementDesk } from '../pipeline/statements/statement-desk.ts';
import type { Chain } from '../ports/chain.ts';
import type { JobQueue } from '../ports/queue.ts';
import type { Store } from '../ports/store.ts';
import type { BotEvent } from '../schemas/rest-events.ts';

/** Closed by whoever asked for it. */
export interface BackupCopy {
  /** Milliseconds since 1970. */
  readonly made: number;
  archive(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** What the REST routes show and change. */
export interface RestContext {
  readonly chain: Chain;
  readonly store: Store;
  readonly queue: JobQueue;
  readonly served: ServedModels;
  readonly capacity: Capacity;
  readonly config: ConfigKeeper;
  readonly pricing: PricingDesk;
  /** null: nothing is said in public. */
  readonly statements: StatementDesk | null;
  /** The price of AIRO in dollars; null when it isn't known. */
  readonly usd: () => UsdRate | null;
  readonly guard: Guard;
  readonly alerts: AlertDesk;
  /** What has to end before the process can be stopped without harm. */
  readonly left: () => Promise<Left>;
  readonly ready: Readiness;
  /** What happened last, and what the log said last, for streams. */
  readonly events: Recent<BotEvent>;
  readonly logs: Recent<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Number of the best block. */
  readonly head: () => number;
  /** A copy of the data folder as it is now. @throws WingmanError BACKUP_KEYSTORE_PLAIN */
  readonly backup: () => Promise<BackupCopy>;
  /** Adds the model to the configuration and makes it ready to be bid on; rejects when it can't be. */
  readonly host: (model: ModelId) => Promise<void>;
  /** Memory and measurements of the models that are served. */
  readonly models: Pick<ModelDesk, 'load' | 'unload' | 'measure'>;
}

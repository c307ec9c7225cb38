import { AiroError } from '@airo/program';

/** Every coded error of the bot, beside those of payloads, manifests and model files; the text is its meaning. */
export const WINGMAN_ERRORS = {
  /** Start */
  NOT_A_PROXY: 'the signing key may not act for the account of `proxyFor`; the text says what to sign',
  NOT_REGISTERED: 'the account is no provider on this chain: run `wingman init` first',
  KEY_MISSING: 'no signing key was given: name a keystore, or a dev key with --key-uri',
  KEYSTORE_INVALID: 'the keystore or its password can not be used',
  DATA_DIR_LOCKED: 'another Wingman uses the data folder',
  CONFIG_INVALID: 'a configuration that breaks a rule; nothing was changed',
  CONFIG_CONFLICT: 'the configuration was changed by somebody else meanwhile: read it again',
  PRICE_UNKNOWN: 'no price can be named: the rate of the dollar is missing, or a script failed',
  USD_RATE_UNREADABLE: 'the source of the dollar rate could not be read, or holds no price',
  /** Database, Redis, and who leads */
  STORAGE_SETTINGS: 'the settings of database and Redis contradict each other; the text says how',
  DATABASE_UNAVAILABLE: 'PostgreSQL can not be reached; asking again may help',
  DATABASE_REFUSED: 'PostgreSQL does not let this user in, or not to this database; the text says what to do',
  DATABASE_NEWER: 'the database was written by a newer Wingman',
  DATABASE_OF_ANOTHER: 'the database belongs to another provider or another chain',
  REDIS_UNAVAILABLE: 'Redis can not be reached; asking again may help',
  REDIS_REFUSED: 'Redis does not let this user in',
  REDIS_UNSUITABLE: 'Redis is set up so that it may forget jobs; the text says which setting to change',
  LEASE_IN_DOUBT: 'the lease could not be renewed in time: nothing is signed until the database is back',
  LEASE_LOST: 'another Wingman leads now; this one waits again',
  /** Chain */
  CHAIN_REJECTED: 'the chain refused a call; the data names pallet and error',
  OUT_OF_MONEY: 'the signing account can not pay a fee; the text says how much it has and needs',
  CHAIN_UNAVAILABLE: 'the chain could not be reached in time; asking again may help',
  CHAIN_CHANGED: 'the endpoint serves another chain than at the start: start again, with state of its own',
  FINALITY_REVERTED:
    'a block that was finalised is not on the chain that the endpoint serves; the text says what to do',
  /** Models */
  MODEL_UNKNOWN: 'no model has this number',
  MODEL_NOT_FETCHED: 'manifest or artifact could not be had from Dx or the models folder',
  MODEL_MANIFEST_MISMATCH: 'the manifest and the model file contradict each other',
  MODEL_REFERENCE_MISMATCH: 'a reference answer was not reproduced within tolerance',
  MODEL_LOAD_FAILED: 'the runtime could not load the model file',
  MODEL_RUN_FAILED: 'the runtime failed while computing; the same payload would fail again',
  MODEL_INPUT_REFUSED: 'the tensors are right, but what they hold is not what the model takes',
  MODEL_UNAVAILABLE: 'the model can not run now; asking again later may help',
  MODEL_FILE_CHANGED: 'the kept model file is not what it was: it is not run, and fetched anew',
  MODEL_TOO_LARGE: 'the model needs more memory than models may have here',
  MODEL_NOT_SERVED: 'the model is not served here: it can be hosted',
  MODEL_NOT_READY: 'the model is being loaded, failed, or its server is away',
  MODEL_ELSEWHERE: 'the model runs on a server that has its own memory',
  /** Dx */
  DX_AWAY: 'the dx-node does not answer, or not as it should; asking again may help',
  /** Alerts */
  ALERT_NOT_DELIVERED: 'the receiver of alerts did not take one; it is tried again',
  ALERTS_OFF: 'no receiver of alerts is set: start with --alert-url and --alert-secret-file',
  ALERT_SECRET_INVALID: 'the file with the secret of alerts can not be used',
  /** Backup */
  BACKUP_INVALID: 'the file is no backup of a Wingman, or is not what was written',
  BACKUP_TOO_NEW: 'a newer Wingman made the backup',
  BACKUP_PASSWORD: "the backup's keys need the password of the keystore that it was made with",
  BACKUP_RUNNING: 'one backup is made at a time',
  BACKUP_KEYSTORE_PLAIN: 'the keystore is not encrypted, and so is in no backup',
  RESTORE_NOT_EMPTY: 'a backup is restored into a folder of its own',
  /** Edge */
  NOT_FOUND: 'there is no such thing',
  UNAUTHORISED: 'the bearer token is missing or wrong',
  FORBIDDEN: 'the token is known, but its role may not do this',
  ORIGIN_FOREIGN: "a web page of somebody else's makes the call",
  TOKENS_UNREADABLE: 'the file with the tokens can not be used: nobody is let in by it',
  TOKEN_NAME_TAKEN: 'two tokens can not have the same name',
  CONFIG_VERSION_MISSING: 'a change of the configuration must say by If-Match which version it is made from',
  STREAMS_FULL: 'as many streams are open as may be',
  REST_OPEN: 'off loopback, the REST API must have a token',
  BODY_NOT_JSON: 'the body must be JSON',
  RATE_LIMITED: 'too many questions from one place, or from everybody together; ask again later',
} as const;
export type WingmanErrorCode = keyof typeof WINGMAN_ERRORS;

export class WingmanError<D = unknown> extends AiroError<WingmanErrorCode, D> {
  override readonly name = 'WingmanError';
}

/** What the chain said no with. */
export interface ChainRefusal {
  readonly pallet: string;
  /** Error name as in the metadata, for example `AlreadyAnswered`. */
  readonly error: string;
}

export function isChainRefusal(error: unknown): error is WingmanError<ChainRefusal> {
  return error instanceof WingmanError && error.code === 'CHAIN_REJECTED';
}

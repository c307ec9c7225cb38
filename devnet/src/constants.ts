/** What `npm start` sets up, beside the settings. */

/** Dev accounts of the genesis preset, by their key URIs. Worthless outside a development chain. */
export const DEV_KEYS = {
  sudo: '//Alice',
  modelOwner: '//Owner',
  consumer: '//Consumer1',
  otherConsumer: '//Consumer2',
} as const;

/** The two bots and what they ask per inference, in AIRO. */
export const WINGMEN = [
  { name: 'wingman-1', keyUri: '//Wing1', priceAiro: '0.010' },
  { name: 'wingman-2', keyUri: '//Wing2', priceAiro: '0.008' },
] as const;

export const DX_NAMES = ['dx-1', 'dx-2', 'dx-3'] as const;

/** A child that isn't ready by then is reported with its last words. */
export const READY_TIMEOUT_MS = 90_000;
/** A child that hasn't ended by then after SIGTERM is killed. */
export const STOP_TIMEOUT_MS = 10_000;
/** Each log is cut into two files of at most this size. */
export const MAX_LOG_BYTES = 2 * 1024 * 1024;

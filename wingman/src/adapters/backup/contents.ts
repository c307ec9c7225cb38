import { z } from 'zod';

/** Of the archive's layout; raised when an older Wingman could not restore it. */
export const BACKUP_FORMAT = 1;
export const CONTENTS_FILE = 'backup.json';
export const KEYSTORE_FILE = 'keystore.json';
export const TOKENS_FILE = 'rest-tokens.json';
export const SERVICE_KEYS_FILE = 'service-keys.json';
export const SEALED_KEYS_FILE = 'service-keys.sealed.json';
export const CHAINS_FOLDER = 'chains';

/** What may be in a backup, relative to the data folder. */
export const BACKUP_PATH = /^(keystore|rest-tokens|service-keys\.sealed)\.json$|^chains(\/[\w][\w.-]*)*\/?$/;

/** First entry of the archive: what follows it. */
export const contentsSchema = z.strictObject({
  program: z.literal('wingman'),
  format: z.int().positive(),
  version: z.string(),
  /** Milliseconds since 1970. */
  made: z.int(),
  files: z.array(
    z.strictObject({
      path: z.string().regex(BACKUP_PATH, 'no path of a data folder'),
      size: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** What is missing, and why. */
  without: z.array(z.string()),
});
export type BackupContents = z.output<typeof contentsSchema>;

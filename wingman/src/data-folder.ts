import { join } from 'node:path';
import type { Hex } from '@airo/chain-types';
import { lockFolder } from '@airo/program';
import { WingmanError } from './errors.ts';

const GENESIS_DIGITS = 16;

/** The bot's folder, used by one process at a time. */
export interface DataFolder {
  /** Model files by hash. */
  readonly models: string;
  /** Default place of the keystore. */
  readonly keystore: string;
  /** State of one chain; that of another genesis is another folder and stays as it was. */
  database(genesis: Hex): string;
  close(): Promise<void>;
}

export function keystorePath(dataDir: string): string {
  return join(dataDir, 'keystore.json');
}

export function tokensPath(dataDir: string): string {
  return join(dataDir, 'rest-tokens.json');
}

/** @throws WingmanError DATA_DIR_LOCKED */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const unlock = await lockFolder(
    path,
    (owner) =>
      new WingmanError(
        'DATA_DIR_LOCKED',
        `${path} is used by the Wingman with process id ${owner}: stop it, or choose another folder with --data-dir`,
        { path, owner },
      ),
  );
  return {
    models: join(path, 'models'),
    keystore: keystorePath(path),
    database: (genesis) => join(path, 'chains', genesis.slice(2, 2 + GENESIS_DIGITS)),
    close: unlock,
  };
}

import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hex } from '@airo/chain-types';
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
  await mkdir(path, { recursive: true });
  const lock = join(path, 'lock');
  await takeLock(lock, path);
  return {
    models: join(path, 'models'),
    keystore: keystorePath(path),
    database: (genesis) => join(path, 'chains', genesis.slice(2, 2 + GENESIS_DIGITS)),
    close: () => rm(lock, { force: true }),
  };
}

async function takeLock(lock: string, path: string): Promise<void> {
  for (;;) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (owner !== process.pid && isAlive(owner)) {
        throw new WingmanError(
          'DATA_DIR_LOCKED',
          `${path} is used by the Wingman with process id ${owner}: stop it, or choose another folder with --data-dir`,
          { path, owner },
        );
      }
      // Its owner was killed.
      await rm(lock, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

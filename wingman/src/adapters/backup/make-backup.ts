import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create } from 'tar';
import { z } from 'zod';
import { WingmanError } from '../../errors.ts';
import {
  BACKUP_FORMAT,
  type BackupContents,
  CHAINS_FOLDER,
  CONTENTS_FILE,
  KEYSTORE_FILE,
  SEALED_KEYS_FILE,
  SERVICE_KEYS_FILE,
  TOKENS_FILE,
} from './contents.ts';
import { seal } from './seal.ts';

const STAGE = '.backup-';
const SECRET = { mode: 0o600 };

export interface BackupInit {
  readonly dataDir: string;
  /** Where the keystore is; null when the key is none of a keystore. */
  readonly keystore: string | null;
  readonly tokens: string;
  /** Of the keystore; what is not encrypted yet is by it. null leaves that out. */
  readonly password: string | null;
  readonly version: string;
  readonly now: number;
  /** Lets nothing be written into the database while `copy` runs; null when it is not in the data folder. */
  readonly frozen: ((copy: () => Promise<void>) => Promise<void>) | null;
}

/** A copy that nobody writes to any more. */
export interface Backup {
  readonly contents: BackupContents;
  /** A tar archive, compressed by gzip. */
  archive(): AsyncIterable<Uint8Array>;
  /** Removes the copy. */
  close(): Promise<void>;
}

/**
 * Copies the data folder to a folder inside it: the copy takes moments, sending it may take minutes. Models are left out,
 * which Dx has. @throws WingmanError BACKUP_KEYSTORE_PLAIN
 */
export async function makeBackup(init: BackupInit): Promise<Backup> {
  const { dataDir } = init;
  for (const name of await readdir(dataDir)) {
    // Of a process that was killed.
    if (name.startsWith(STAGE)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  const stage = await mkdtemp(join(dataDir, STAGE));
  try {
    const without = ['models: they are fetched from Dx again'];
    await copyChains(init, stage, without);
    await copyKeys(init, stage, without);
    const files = await Promise.all((await filesIn(stage)).map(async (path) => describe(stage, path)));
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const { version, now: made } = init;
    const contents = { program: 'wingman', format: BACKUP_FORMAT, version, made, files, without } as const;
    await writeFile(join(stage, CONTENTS_FILE), JSON.stringify(contents));
    const entries = (await readdir(stage)).filter((name) => name !== CONTENTS_FILE);
    return {
      contents,
      archive: () => create({ cwd: stage, gzip: true, portable: true }, [CONTENTS_FILE, ...entries]),
      close: () => rm(stage, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(stage, { recursive: true, force: true });
    throw error;
  }
}

async function copyChains({ dataDir, frozen }: BackupInit, stage: string, without: string[]): Promise<void> {
  const source = join(dataDir, CHAINS_FOLDER);
  const isThere = await stat(source).catch(() => null);
  if (!isThere || !frozen) {
    without.push('the database: none is in the data folder; back up a server by its own means');
    return;
  }
  const filter = (path: string) => !path.endsWith('.part');
  await frozen(() => cp(source, join(stage, CHAINS_FOLDER), { recursive: true, filter }));
}

async function copyKeys(init: BackupInit, stage: string, without: string[]): Promise<void> {
  const keystore = init.keystore === null ? null : await textOf(init.keystore);
  if (keystore === null) without.push('the keystore: there is none');
  else {
    requireEncrypted(keystore, init.keystore ?? '');
    await writeFile(join(stage, KEYSTORE_FILE), keystore, SECRET);
  }
  const tokens = await textOf(init.tokens);
  if (tokens !== null) await writeFile(join(stage, TOKENS_FILE), tokens, SECRET);
  const keys = await textOf(join(init.dataDir, SERVICE_KEYS_FILE));
  if (keys === null) return;
  if (init.password === null) without.push('service-keys.json: there is no password to encrypt it by');
  else await writeFile(join(stage, SEALED_KEYS_FILE), seal(keys, init.password), SECRET);
}

const keystoreSchema = z.object({
  encoded: z.string(),
  encoding: z.object({ type: z.array(z.string()).refine((types) => types.includes('xsalsa20-poly1305')) }),
});

function requireEncrypted(text: string, path: string): void {
  try {
    keystoreSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new WingmanError(
      'BACKUP_KEYSTORE_PLAIN',
      `${path} is no encrypted keystore: nothing was backed up. Keep plain keys elsewhere, or make a keystore with \`wingman init\``,
      { path },
      { cause },
    );
  }
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Relative, by `/`. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

export async function describe(folder: string, path: string): Promise<BackupContents['files'][number]> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, path)), hash);
  const { size } = await stat(join(folder, path));
  return { path, size, sha256: hash.digest('hex') };
}

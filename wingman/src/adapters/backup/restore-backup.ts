import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { extract } from 'tar';
import { z } from 'zod';
import { WingmanError } from '../../errors.ts';
import {
  BACKUP_FORMAT,
  BACKUP_PATH,
  type BackupContents,
  CONTENTS_FILE,
  contentsSchema,
  SEALED_KEYS_FILE,
  SERVICE_KEYS_FILE,
} from './contents.ts';
import { describe, filesIn } from './make-backup.ts';
import { unseal } from './seal.ts';

/**
 * Makes a data folder of a backup: all of it, checked, or nothing.
 * @param password asked for when there is something to decrypt
 * @throws WingmanError RESTORE_NOT_EMPTY, BACKUP_INVALID, BACKUP_TOO_NEW, BACKUP_PASSWORD
 */
export async function restoreBackup(
  file: string,
  dataDir: string,
  password: () => Promise<string>,
): Promise<BackupContents> {
  await requireEmpty(dataDir);
  await mkdir(dirname(dataDir), { recursive: true });
  const stage = `${dataDir}.restore-${process.pid}.part`;
  return checked(file, stage, async (contents) => {
    if (contents.files.some(({ path }) => path === SEALED_KEYS_FILE)) {
      const keys = unseal(await readFile(join(stage, SEALED_KEYS_FILE), 'utf8'), await password());
      await writeFile(join(stage, SERVICE_KEYS_FILE), keys, { mode: 0o600 });
      await rm(join(stage, SEALED_KEYS_FILE));
    }
    await rm(join(stage, CONTENTS_FILE));
    // An empty one may be there.
    await rmdir(dataDir).catch(() => {});
    await rename(stage, dataDir);
  });
}

/** Reads a backup as a restore would, and keeps nothing. @throws WingmanError BACKUP_INVALID, BACKUP_TOO_NEW */
export async function checkBackup(file: string): Promise<BackupContents> {
  return checked(file, `${file}.check-${process.pid}.part`, async () => {});
}

async function checked(
  file: string,
  stage: string,
  use: (contents: BackupContents) => Promise<void>,
): Promise<BackupContents> {
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { mode: 0o700 });
  try {
    await unpack(file, stage);
    const contents = await readContents(file, stage);
    await requireWhole(file, stage, contents);
    await use(contents);
    return contents;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function unpack(file: string, stage: string): Promise<void> {
  let foreign: string | null = null;
  try {
    await extract({
      ...{ file, cwd: stage, strict: true, preservePaths: false },
      filter(path, entry) {
        const isPlain = 'type' in entry && (entry.type === 'File' || entry.type === 'Directory');
        if (isPlain && (path === CONTENTS_FILE || BACKUP_PATH.test(path))) return true;
        foreign ??= path;
        return false;
      },
    });
  } catch (cause) {
    throw invalid(file, (cause as Error).message, cause);
  }
  if (foreign !== null) throw invalid(file, `it holds ${JSON.stringify(foreign)}, which no backup has`);
}

async function readContents(file: string, stage: string): Promise<BackupContents> {
  const text = await readFile(join(stage, CONTENTS_FILE), 'utf8').catch(() => {
    throw invalid(file, `it has no ${CONTENTS_FILE}`);
  });
  try {
    const json: unknown = JSON.parse(text);
    const { format } = z.object({ format: z.int() }).parse(json);
    if (format > BACKUP_FORMAT) {
      throw new WingmanError(
        'BACKUP_TOO_NEW',
        `${file} has the format ${format}, and this Wingman knows those up to ${BACKUP_FORMAT}: restore it with the version that made it, or a later one`,
        { format },
      );
    }
    return contentsSchema.parse(json);
  } catch (cause) {
    if (cause instanceof WingmanError) throw cause;
    throw invalid(file, `its ${CONTENTS_FILE} can't be read`, cause);
  }
}

async function requireWhole(file: string, stage: string, { files }: BackupContents): Promise<void> {
  const there = new Set(await filesIn(stage));
  there.delete(CONTENTS_FILE);
  for (const expected of files) {
    if (!there.delete(expected.path)) throw invalid(file, `${expected.path} is missing`);
    const found = await describe(stage, expected.path);
    if (found.sha256 !== expected.sha256) throw invalid(file, `${expected.path} has changed`);
  }
  for (const extra of there) throw invalid(file, `${extra} is not among its contents`);
}

/** @throws WingmanError RESTORE_NOT_EMPTY */
async function requireEmpty(dataDir: string): Promise<void> {
  const entries = await readdir(dataDir).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : ['something'],
  );
  if (entries.length === 0) return;
  throw new WingmanError(
    'RESTORE_NOT_EMPTY',
    `${dataDir} is not empty: name a new folder with --data-dir, or move this one away`,
    { dataDir },
  );
}

const invalid = (file: string, why: string, cause?: unknown) =>
  new WingmanError('BACKUP_INVALID', `${file} can't be restored: ${why}`, {}, { cause });

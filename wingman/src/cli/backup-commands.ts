import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { BackupContents } from '../adapters/backup/contents.ts';
import { makeBackup } from '../adapters/backup/make-backup.ts';
import { checkBackup, restoreBackup } from '../adapters/backup/restore-backup.ts';
import { keystorePath, openDataFolder, tokensPath } from '../data-folder.ts';
import { passwordOf } from '../signing-key.ts';
import { VERSION } from '../version.ts';
import { CliError } from './errors.ts';
import { openRest } from './rest-client.ts';

interface FolderFlags {
  readonly dataDir: string;
  readonly keystore?: string;
  readonly restTokens?: string;
  readonly passwordFile?: string;
}
interface BackupFlags extends FolderFlags {
  readonly url?: string;
  readonly token?: string;
}

/** `wingman backup` and `wingman restore` */
export function addBackup(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  const withFolder = (command: Command) =>
    command
      .option('--data-dir <folder>', "the bot's data folder", env.WINGMAN_DATA_DIR ?? '.wingman')
      .option('--password-file <file>', "file with the keystore's password", env.WINGMAN_PASSWORD_FILE);
  withFolder(root.command('backup <file>'))
    .description('copies state and keys, these encrypted, into one file; with --url, of a bot that runs')
    .option('--url <url>', "the REST API of the bot that runs; the copy is of that bot's folder")
    .option('--token <token>', "its bearer token, an owner's", env.WINGMAN_REST_TOKEN)
    .option('--keystore <file>', 'default: keystore.json in the data folder', env.WINGMAN_KEYSTORE)
    .option('--rest-tokens <file>', 'default: rest-tokens.json in the data folder', env.WINGMAN_REST_TOKENS)
    .action(async (file: string, flags: BackupFlags) => print(await backup(file, flags, env)));
  withFolder(root.command('restore <file>'))
    .description('makes a data folder of a backup; one that holds something is left as it is')
    .action(async (file: string, flags: FolderFlags) => {
      const folder = resolve(flags.dataDir);
      const contents = await restoreBackup(file, folder, () => passwordOf(withPassword(flags, env)));
      print({ restored: folder, ...summary(contents) });
    });
}

const withPassword = ({ passwordFile }: FolderFlags, env: NodeJS.ProcessEnv) => ({
  password: env.WINGMAN_PASSWORD,
  passwordFile,
});

/** Writes it beside its place first: a file of that name is always a whole backup, read back and checked. */
async function backup(file: string, flags: BackupFlags, env: NodeJS.ProcessEnv): Promise<unknown> {
  if (await isThere(file)) {
    throw new CliError('CLI_FILE', `${file} is there already: choose another name, or remove it`, {
      path: file,
    });
  }
  const partial = `${file}.part`;
  try {
    await (flags.url === undefined ? ofFolder(partial, flags, env) : ofBot(partial, flags.url, flags.token));
    const contents = await checkBackup(partial);
    await rename(partial, file);
    const { size } = await stat(file);
    return { backup: resolve(file), size, sha256: await sha256Of(file), ...summary(contents) };
  } finally {
    await rm(partial, { force: true });
  }
}

async function ofBot(partial: string, url: string, token: string | undefined): Promise<void> {
  const response = await openRest({ url, token }, { method: 'POST', path: '/v1/backup' });
  const body = response.body ?? new ReadableStream();
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), newFile(partial)).catch(
    (cause) => {
      throw new CliError(
        'CLI_UNREACHABLE',
        `the backup broke off: ${(cause as Error).message}`,
        {},
        { cause },
      );
    },
  );
}

/** Of a bot that is stopped: its lock is held meanwhile. */
async function ofFolder(partial: string, flags: BackupFlags, env: NodeJS.ProcessEnv): Promise<void> {
  const { dataDir } = flags;
  if (!(await isThere(dataDir))) {
    throw new CliError('CLI_FILE', `there is no data folder at ${dataDir}: name it with --data-dir`, {
      path: dataDir,
    });
  }
  const folder = await openDataFolder(dataDir).catch((cause: Error) => {
    throw new CliError(
      'CLI_FILE',
      `${cause.message}. Or take the backup through the bot that runs: --url http://127.0.0.1:9800`,
      { path: dataDir },
      { cause },
    );
  });
  try {
    const made = await makeBackup({
      dataDir,
      keystore: flags.keystore ?? keystorePath(dataDir),
      tokens: flags.restTokens ?? tokensPath(dataDir),
      password: await passwordOf(withPassword(flags, env)).catch(() => null),
      version: VERSION,
      now: Date.now(),
      // Nobody writes while the lock is held.
      frozen: (copy) => copy(),
    });
    try {
      await pipeline(made.archive(), newFile(partial));
    } finally {
      await made.close();
    }
  } finally {
    await folder.close();
  }
}

const newFile = (path: string) => createWriteStream(path, { flags: 'wx', mode: 0o600 });

function summary({ made, version, files, without }: BackupContents) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { made: new Date(made).toISOString(), version, files: files.length, bytes, without };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

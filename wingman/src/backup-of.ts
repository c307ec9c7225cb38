import { makeBackup } from './adapters/backup/make-backup.ts';
import { keystorePath, tokensPath } from './data-folder.ts';
import type { BackupCopy } from './http/context.ts';
import type { WingmanSettings } from './settings.ts';
import { passwordOf } from './signing-key.ts';
import type { Storage } from './storage.ts';
import { VERSION } from './version.ts';

/** A copy of the data folder of the bot that runs here. @throws WingmanError BACKUP_KEYSTORE_PLAIN */
export async function backupOf(
  settings: WingmanSettings,
  { frozen }: Pick<Storage, 'frozen'>,
  now: number,
): Promise<BackupCopy> {
  const { dataDir, keystore, restTokens, keyUri } = settings;
  const backup = await makeBackup({
    dataDir,
    keystore: keyUri === undefined ? (keystore ?? keystorePath(dataDir)) : null,
    tokens: restTokens ?? tokensPath(dataDir),
    password: await passwordOf(settings).catch(() => null),
    version: VERSION,
    now,
    frozen,
  });
  return { made: now, archive: () => backup.archive(), close: () => backup.close() };
}

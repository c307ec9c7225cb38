import { readFile } from 'node:fs/promises';
import type { SigningKey } from '@airo/chain-types';
import { keystorePath } from './data-folder.ts';
import { WingmanError } from './errors.ts';
import type { WingmanSettings } from './settings.ts';

export type KeySettings = Pick<
  WingmanSettings,
  'dataDir' | 'keyUri' | 'keystore' | 'password' | 'passwordFile'
>;

/** The key that the settings name. @throws WingmanError KEY_MISSING, KEYSTORE_INVALID */
export async function signingKey(settings: KeySettings): Promise<SigningKey> {
  if (settings.keyUri !== undefined) return { kind: 'uri', uri: settings.keyUri };
  const path = settings.keystore ?? keystorePath(settings.dataDir);
  const json = await readFile(path, 'utf8').catch(() => null);
  if (json === null) {
    throw new WingmanError(
      'KEY_MISSING',
      `there is no keystore at ${path}: make one with \`wingman init\`, name another with --keystore, or a dev key with --key-uri`,
      { path },
    );
  }
  return { kind: 'keystore', json, password: await passwordOf(settings) };
}

/** @throws WingmanError KEYSTORE_INVALID */
export async function passwordOf(settings: Pick<KeySettings, 'password' | 'passwordFile'>): Promise<string> {
  if (settings.password !== undefined) return settings.password;
  const path = settings.passwordFile;
  const text = path === undefined ? null : await readFile(path, 'utf8').catch(() => null);
  if (text !== null) return text.replace(/\r?\n$/, '');
  throw new WingmanError(
    'KEYSTORE_INVALID',
    path === undefined
      ? "the keystore's password is missing: set WINGMAN_PASSWORD, or name a file with --password-file"
      : `the password file ${path} can't be read`,
    {},
  );
}

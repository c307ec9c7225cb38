import { readSecret, SettingsError } from '@airo/program';
import type { WingmanSettings } from './settings.ts';

type Secrets = Partial<Pick<WingmanSettings, 'dxToken' | 'dxTokenFile' | 'keyUri' | 'keyUriFile'>>;

/** The settings with what their files of secrets hold; a secret that is given itself wins. @throws SettingsError */
export async function withSecrets<S extends Secrets>(settings: S): Promise<S> {
  const [dxToken, keyUri] = await Promise.all([
    secret(settings.dxToken, settings.dxTokenFile, '--dx-token-file'),
    secret(settings.keyUri, settings.keyUriFile, '--key-uri-file'),
  ]);
  return {
    ...settings,
    ...(dxToken === undefined ? {} : { dxToken }),
    ...(keyUri === undefined ? {} : { keyUri }),
  };
}

async function secret(value: string | undefined, file: string | undefined, flag: string) {
  const text = await readSecret(
    { value, file },
    (path) => new SettingsError('wingman', [`${flag}: ${path} can't be read`], `wingman ${flag} FILE`),
  );
  if (text !== '') return text;
  throw new SettingsError('wingman', [`${flag}: ${file ?? 'the text'} is empty`], `wingman ${flag} FILE`);
}

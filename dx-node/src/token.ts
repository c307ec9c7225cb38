import { readSecret, SettingsError } from '@airo/program';
import { type DxNodeSettings, settingsSchema } from './settings.ts';

/** The settings with the token that their file holds. @throws SettingsError */
export async function withToken(settings: DxNodeSettings): Promise<DxNodeSettings> {
  const problem = (what: string) =>
    new SettingsError(
      'dx-node',
      [`--token-file (DX_TOKEN_FILE): ${what}`],
      'dx-node --token-file dx-token, made with: openssl rand -hex 32 > dx-token',
    );
  const token = await readSecret({ value: settings.token, file: settings.tokenFile }, (path) =>
    problem(`${path} can't be read`),
  );
  const checked = settingsSchema.shape.token.safeParse(token);
  if (!checked.success) throw problem(`its token ${checked.error.issues[0]?.message}`);
  return { ...settings, token: checked.data };
}

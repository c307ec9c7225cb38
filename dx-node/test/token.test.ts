import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settings } from '../src/settings.ts';
import { withToken } from '../src/token.ts';

const folder = mkdtempSync(join(tmpdir(), 'dx-token-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('the token', () => {
  const TOKEN = 'a-token-of-16-chars';

  it('is that of the settings, or what their file holds', async () => {
    expect((await withToken(settings.parse([], {}))).token).toBeUndefined();
    const DX_TOKEN_FILE = file('token', `${TOKEN}\n`);
    expect((await withToken(settings.parse([], { DX_TOKEN_FILE }))).token).toBe(TOKEN);
    const both = settings.parse(['--token', `${TOKEN}-2`], { DX_TOKEN_FILE });
    expect((await withToken(both)).token).toBe(`${TOKEN}-2`);
  });

  it.each([
    ['a file that is not there', join(folder, 'nowhere'), "can't be read"],
    ['a folder', folder, "can't be read"],
    ['an empty file', file('empty', ''), '16 characters'],
    ['a file with a short token', file('short', 'short\n'), '16 characters'],
  ])('is not taken from %s, and the flag is named', async (_, path, problem) => {
    const parsed = settings.parse(['--token-file', path], {});
    await expect(withToken(parsed)).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: expect.stringMatching(new RegExp(`--token-file.*${problem}`)),
    });
  });
});

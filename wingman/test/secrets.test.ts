import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withSecrets } from '../src/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'wingman-secrets-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('secrets', () => {
  it('are those of the settings, or what their files hold', async () => {
    expect(await withSecrets({})).toEqual({});
    const files = { dxTokenFile: file('token', 'token\n'), keyUriFile: file('key', '//Wing1\n') };
    expect(await withSecrets(files)).toEqual({ ...files, dxToken: 'token', keyUri: '//Wing1' });
    const named = { ...files, dxToken: 'other', keyUri: '//Wing2' };
    expect(await withSecrets(named)).toEqual(named);
  });

  it.each([
    ['a file that is not there', join(folder, 'nowhere'), "can't be read"],
    ['a folder', folder, "can't be read"],
    ['an empty file', file('empty', '\n'), 'is empty'],
  ])('are not taken from %s, and the flag is named', async (_, path, problem) => {
    for (const [setting, flag] of [
      ['dxTokenFile', '--dx-token-file'],
      ['keyUriFile', '--key-uri-file'],
    ] as const) {
      await expect(withSecrets({ [setting]: path })).rejects.toMatchObject({
        code: 'SETTINGS_INVALID',
        message: expect.stringMatching(new RegExp(`${flag}.*${problem}`)),
      });
    }
  });
});

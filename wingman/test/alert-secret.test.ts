import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAlertSecret } from '../src/alert-secret.ts';

describe('the secret of alerts', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airo-secret-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const file = async (text: string) => {
    const path = join(folder, 'secret');
    await writeFile(path, text);
    return path;
  };
  const bytes = (count: number) => `whsec_${Buffer.alloc(count, 9).toString('base64')}`;

  it.each([24, 32, 64])('is read from its file, of %i bytes', async (count) => {
    expect(Buffer.from(await readAlertSecret(await file(`${bytes(count)}\n`)))).toEqual(
      Buffer.alloc(count, 9),
    );
  });

  it.each([
    ['', 'empty'],
    ['swordfish', 'a word'],
    [bytes(23), 'too short'],
    [bytes(65), 'too long'],
    [bytes(32).slice(6), 'without its beginning'],
    [`${bytes(32)} more`, 'with more'],
  ])('%j is refused and not repeated: %s', async (text) => {
    const error = await readAlertSecret(await file(text)).catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: 'ALERT_SECRET_INVALID' });
    if (text !== '') expect((error as Error).message).not.toContain(text);
  });

  it('is missed when no file is named, or it is not there', async () => {
    const code = { code: 'ALERT_SECRET_INVALID' };
    await expect(readAlertSecret(undefined)).rejects.toMatchObject(code);
    await expect(readAlertSecret(join(folder, 'none'))).rejects.toMatchObject(code);
  });
});

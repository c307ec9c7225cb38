import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sourceHash } from '../../server/source-hash.ts';

function sources(): string {
  const root = mkdtempSync(join(tmpdir(), 'airo-sources-'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(root, 'src/a.ts'), 'a');
  writeFileSync(join(root, 'src/deep/b.ts'), 'b');
  writeFileSync(join(root, 'lock.json'), '{}');
  return root;
}
const PATHS = ['lock.json', 'src', 'not-there'];

describe('the hash of sources', () => {
  it('is the same for the same files elsewhere', async () => {
    expect(await sourceHash(sources(), PATHS)).toBe(await sourceHash(sources(), PATHS));
  });

  it.each([
    ['changed', 'src/deep/b.ts', 'c'],
    ['new', 'src/deep/c.ts', ''],
    ['changed outside the folders', 'lock.json', '{ }'],
  ])('is another one when a file is %s', async (_, path, text) => {
    const root = sources();
    const before = await sourceHash(root, PATHS);
    writeFileSync(join(root, path), text);
    expect(await sourceHash(root, PATHS)).not.toBe(before);
  });

  it('tells the end of one file from the beginning of the next', async () => {
    const one = sources();
    writeFileSync(join(one, 'src/a.ts'), 'ax');
    const other = sources();
    writeFileSync(join(other, 'src/deep/b.ts'), 'xb');
    expect(await sourceHash(one, PATHS)).not.toBe(await sourceHash(other, PATHS));
  });
});

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { GENERATED_FILE, generateTypes, readMetadata } from '../scripts/generate-types.ts';

describe('generated types', () => {
  it('are what the artifact says; else run `npm run generate -w @airo/chain-types`', async () => {
    expect(await readFile(GENERATED_FILE, 'utf8')).toBe(generateTypes(await readMetadata()));
  });
});

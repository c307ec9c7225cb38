import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { STATUS_BY_CODE } from '../src/http/problems.ts';
import { ROLE_MEANINGS, ROLES } from '../src/schemas/roles.ts';
import { VERSION } from '../src/version.ts';

const text = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the guide to REST', () => {
  it('explains each role by its meaning', async () => {
    const rows = (await text('../../docs/guides/rest.md')).split('\n');
    for (const role of ROLES) expect(rows).toContain(`| \`${role}\` | ${ROLE_MEANINGS[role]} |`);
  });

  it('gives each code the status that it has', async () => {
    const refusals = (await text('../../docs/guides/rest.md')).split('## Refusals')[1] ?? '';
    const rows = refusals.split('\n').filter((line) => /^\| \d/.test(line));
    for (const row of rows) {
      const status = Number(row.slice(2, 5));
      for (const [, code = ''] of row.matchAll(/`([A-Z_]+)`/g)) {
        if (code in STATUS_BY_CODE) expect([code, STATUS_BY_CODE[code]]).toEqual([code, status]);
      }
    }
    expect(rows.length).toBeGreaterThan(8);
  });
});

describe('the version', () => {
  it('is that of the package', async () => {
    expect(JSON.parse(await text('../package.json')).version).toBe(VERSION);
  });
});

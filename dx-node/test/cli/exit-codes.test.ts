import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EXIT, exitCodeOf } from '../../src/cli/exit-codes.ts';
import { DX_ERRORS, DxError, type DxErrorCode } from '../../src/errors.ts';

describe('the exit codes of dx', () => {
  it('stand in the README, each with the errors that lead to it', async () => {
    const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| (\d) +\|[^|]*\|([^|]*)\|$/gm)];
    const written = Object.fromEntries(
      rows.map(([, code = '', names = '']) => [code, (names.match(/DX_\w+/g) ?? []).sort()]),
    );
    const codes = Object.keys(DX_ERRORS) as DxErrorCode[];
    const real = Object.fromEntries(
      Object.values(EXIT).map((code) => [
        code,
        codes.filter((name) => exitCodeOf(new DxError(name, '', {})) === code).sort(),
      ]),
    );
    expect(written).toEqual(real);
  });

  it('are 1 for what nobody foresaw', () => {
    expect(exitCodeOf(new TypeError('a defect'))).toBe(EXIT.failed);
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as constants from '../../../src/constants.ts';
import { GET_HEADER_BYTES, GET_REQUEST_BYTES } from '../../../src/domain/wire/get-codec.ts';
import { HAVE_MAX_KEYS } from '../../../src/domain/wire/have-codec.ts';
import { settingsSchema } from '../../../src/settings.ts';
import { vectors } from './vectors.ts';

const SPEC = join(import.meta.dirname, '../../../../docs/spec');
const VECTORS = join(SPEC, 'dx-vectors.json');

describe('the wire specification', () => {
  it('has the vectors of this code; AIRO_WRITE_VECTORS=1 writes them', async () => {
    const text = `${JSON.stringify(vectors(), null, 2)}\n`;
    if (process.env.AIRO_WRITE_VECTORS === '1') await writeFile(VECTORS, text);
    expect(JSON.parse(await readFile(VECTORS, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('names each limit with the default that this code has', async () => {
    const text = await readFile(join(SPEC, 'dx.md'), 'utf8');
    const defaults = settingsSchema.parse({}) as Record<string, unknown>;
    const rows = [...text.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|/gm)];
    expect(rows.length).toBeGreaterThan(8);
    const named = rows.map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]);
    expect(named).toEqual(named.map(([name]) => [name, defaults[String(name)]]));
  });

  it('names the protocols and sizes of this code', async () => {
    const text = await readFile(join(SPEC, 'dx.md'), 'utf8');
    for (const said of [
      constants.GET_PROTOCOL,
      constants.HAVE_PROTOCOL,
      constants.KAD_PROTOCOL,
      `${GET_REQUEST_BYTES} bytes`,
      `${GET_HEADER_BYTES} bytes`,
      `1 to ${HAVE_MAX_KEYS.toLocaleString('en')} keys`,
      `${constants.CHUNK_BYTES.toLocaleString('en')} bytes`,
    ])
      expect(text).toContain(said);
  });
});

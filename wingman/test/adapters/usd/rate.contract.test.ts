import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFileRate } from '../../../src/adapters/usd/file-rate.ts';
import { createHttpRate } from '../../../src/adapters/usd/http-rate.ts';
import type { UsdRateSource } from '../../../src/ports/usd-rate.ts';

interface Given {
  readonly source: (pointer: string) => UsdRateSource;
  /** null takes it away. */
  readonly say: (text: string | null) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function onDisk(): Promise<Given> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-rate-'));
  const path = join(folder, 'rate');
  return {
    source: (pointer) => createFileRate(path, pointer),
    say: (text) => (text === null ? rm(path, { force: true }) : writeFile(path, text)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function byHttp(): Promise<Given> {
  let said: string | null = null;
  const server = createServer((_, response) => {
    response.statusCode = said === null ? 404 : 200;
    response.end(said ?? 'not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    source: (pointer) => createHttpRate(`http://127.0.0.1:${port}/`, pointer),
    say: async (text) => {
      said = text;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const RUN = new AbortController().signal;
const UNREADABLE = { code: 'USD_RATE_UNREADABLE' };

describe.each([
  ['in a file', onDisk],
  ['over HTTP', byHttp],
])('the price of AIRO %s', (_, open) => {
  let given: Given;
  beforeEach(async () => {
    given = await open();
  });
  afterEach(() => given.close());

  it('is read anew each time', async () => {
    const source = given.source('');
    await given.say('0.5');
    expect(await source.read(RUN)).toBe(500_000_000_000n);
    await given.say('0.6');
    expect(await source.read(RUN)).toBe(600_000_000_000n);
    expect(source.name).not.toBe('');
  });

  it('is found in JSON by its pointer', async () => {
    await given.say('{"data":{"price":"1.25"}}');
    expect(await given.source('/data/price').read(RUN)).toBe(1_250_000_000_000n);
  });

  it.each([
    ['is missing', null],
    ['is no number', 'soon'],
    ['is zero', '0'],
    ['is empty', ''],
  ])('that %s is an error with a code', async (_, text) => {
    await given.say(text);
    await expect(given.source('').read(RUN)).rejects.toMatchObject(UNREADABLE);
  });

  it('is not waited for when the program stops', async () => {
    await given.say('1');
    await expect(given.source('').read(AbortSignal.abort())).rejects.toMatchObject(UNREADABLE);
  });
});

it('an address that answers with more than a price is not read to its end', async () => {
  const { source, say, close } = await byHttp();
  await say('1'.repeat(2_000_000));
  await expect(source('').read(RUN)).rejects.toMatchObject(UNREADABLE);
  await close();
});

it('an address where nobody is is an error with a code', async () => {
  await expect(createHttpRate('http://127.0.0.1:1/', '').read(RUN)).rejects.toMatchObject(UNREADABLE);
});

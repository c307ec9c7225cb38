import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataFolder } from '../src/data-folder.ts';
import { configOf } from '../src/first-config.ts';
import { configSchema } from '../src/schemas/config.ts';
import { readSettings } from '../src/serve.ts';
import { settings, workerSettings } from '../src/settings.ts';
import { signingKey } from '../src/signing-key.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airo-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the settings', () => {
  it('of nothing are a configuration that is valid', () => {
    const parsed = settings.parse([], {});
    expect(configSchema.parse(configOf(parsed))).toMatchObject({ bidding: true, models: [], floor: '0' });
  });

  it('come from flags, environment and a file, in that order', async () => {
    const file = join(folder, 'wingman.json');
    await writeFile(file, JSON.stringify({ price: '0.5', maxOpen: 7, floor: '0.1' }));
    const parsed = await readSettings(['--config', file, '--models', '0,3'], {
      WINGMAN_MAX_OPEN: '8',
      WINGMAN_MODELS: '9',
    });
    expect(parsed).toMatchObject({ price: '0.5', maxOpen: 8, floor: '0.1', models: [0, 3] });
    expect(await readSettings([`--config=${file}`], {})).toMatchObject({ price: '0.5' });
    expect(await readSettings([], { WINGMAN_CONFIG: file })).toMatchObject({ maxOpen: 7 });
  });

  it('name one endpoint of the chain or several: by commas, by repetition, in a file with or without a list', async () => {
    const [a, b] = ['ws://127.0.0.1:1', 'wss://b.example'];
    const file = join(folder, 'endpoints.json');
    const urls = async (argv: string[], env = {}) => (await readSettings(argv, env)).chainUrl;
    expect(await urls([])).toEqual(['ws://127.0.0.1:9944']);
    expect(await urls(['--chain-url', `${a},${b}`])).toEqual([a, b]);
    expect(await urls(['--chain-url', a, '--chain-url', b])).toEqual([a, b]);
    expect(await urls([], { WINGMAN_CHAIN_URL: `${a},${b}` })).toEqual([a, b]);
    for (const chainUrl of [a, [a]]) {
      await writeFile(file, JSON.stringify({ chainUrl }));
      expect(await urls(['--config', file])).toEqual([a]);
    }
    await expect(readSettings(['--chain-url', 'here'], {})).rejects.toMatchObject({
      message: expect.stringContaining('not a URL that begins with ws:// or wss://'),
    });
  });

  it.each([
    ['a price of zero', ['--price', '0']],
    ['a price in words', ['--price', 'cheap']],
    ['a price in another currency', ['--price', '1 EUR']],
    ['a rate from nowhere', ['--usd-rate-url', 'ftp://127.0.0.1/rate']],
    ['a pointer that is none', ['--usd-rate-pointer', 'usd']],
    ['a rate of a second', ['--usd-rate-max-age', '1']],
    ['a port that is none', ['--rest-port', '70000']],
    ['a model without number', ['--models', 'resnet']],
    ['an address that is none', ['--chain-url', 'here']],
    ['a second address that is none', ['--chain-url', 'ws://127.0.0.1:9944,here']],
    ['an address of another protocol', ['--chain-url', 'http://127.0.0.1:9944']],
    ['no address at all', ['--chain-url', '']],
    ['a lag of one block', ['--chain-max-lag', '1']],
    ['a provider without address', ['--proxy-for', 'Alice']],
    ['a short token', ['--rest-token', 'x']],
    ['any origin', ['--cors-origins', '*']],
    ['an origin without scheme', ['--cors-origins', 'cockpit.example']],
    ['an origin with a path', ['--cors-origins', 'https://cockpit.example/page']],
    ['an origin that ends in a slash', ['--cors-origins', 'https://cockpit.example/']],
    ['an origin that browsers would write otherwise', ['--cors-origins', 'https://cockpit.example:443']],
    ['an origin of another scheme', ['--cors-origins', 'file:///page.html']],
    ['a second origin that is none', ['--cors-origins', 'https://a.example,b']],
    ['a flag that is none', ['--colour', 'red']],
    ['a database that is none', ['--database-url', 'mysql://db/x']],
    ['a password in the address of the database', ['--database-url', 'postgres://bot:secret@db/x']],
    ['a Redis that is none', ['--redis-url', 'http://queue']],
    ['a password in the address of Redis', ['--redis-url', 'redis://:secret@queue']],
    ['a file that is missing', ['--config', '/nowhere.json']],
  ])('with %s are refused with a sample that works', async (_, argv) => {
    await expect(readSettings(argv, {})).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: expect.stringContaining('A sample that works'),
    });
  });
});

describe('the settings of a worker', () => {
  const database = ['--database-url', 'postgres://bot@db/x'];

  it('have no key, no chain and no prices', () => {
    expect(workerSettings.parse(database, {})).toMatchObject({ concurrency: 4 });
    for (const flag of ['--key-uri', '--keystore', '--password-file', '--chain-url', '--price']) {
      expect(() => workerSettings.parse([...database, flag, '1'], {})).toThrow(`${flag}: no such flag`);
    }
    expect(() => workerSettings.parse([], {})).toThrow('--database-url');
  });

  it('repeat no password that is refused', () => {
    const wrong = ['--database-url', 'postgres://bot:hidden@db/x'];
    expect(() => workerSettings.parse(wrong, {})).toThrow('no password here');
    expect(() => workerSettings.parse(wrong, {})).not.toThrow('hidden');
  });
});

describe('the signing key', () => {
  const none = { keyUri: undefined, keystore: undefined, password: undefined, passwordFile: undefined };

  it('is the dev key that was named, or the keystore with its password', async () => {
    expect(await signingKey({ ...none, dataDir: folder, keyUri: '//Wing1' })).toEqual({
      kind: 'uri',
      uri: '//Wing1',
    });
    await writeFile(join(folder, 'keystore.json'), '{}');
    await writeFile(join(folder, 'password'), 'secret\n');
    const key = { kind: 'keystore', json: '{}', password: 'secret' };
    expect(await signingKey({ ...none, dataDir: folder, password: 'secret' })).toEqual(key);
    expect(await signingKey({ ...none, dataDir: folder, passwordFile: join(folder, 'password') })).toEqual(
      key,
    );
    const keystore = join(folder, 'keystore.json');
    expect(await signingKey({ ...none, dataDir: '/nowhere', keystore, password: 'secret' })).toEqual(key);
  });

  it('that is missing is told with what to do', async () => {
    await expect(signingKey({ ...none, dataDir: '/nowhere' })).rejects.toMatchObject({
      code: 'KEY_MISSING',
      message: expect.stringContaining('wingman init'),
    });
    await expect(signingKey({ ...none, dataDir: folder })).rejects.toMatchObject({
      code: 'KEYSTORE_INVALID',
    });
    const passwordFile = '/nowhere/password';
    await expect(signingKey({ ...none, dataDir: folder, passwordFile })).rejects.toMatchObject({
      code: 'KEYSTORE_INVALID',
    });
  });
});

describe('the data folder', () => {
  it('is used by one process at a time, and taken over from a dead one', async () => {
    const path = join(folder, 'data');
    const first = await openDataFolder(path);
    expect(first.database(`0x${'ab'.repeat(32)}`)).toBe(join(path, 'chains', 'ab'.repeat(8)));
    // The lock of another process that is alive: this one's parent.
    await writeFile(join(path, 'lock'), String(process.ppid));
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'DATA_DIR_LOCKED',
      data: { owner: process.ppid },
    });
    for (const owner of ['2147483646', 'x', '']) {
      await writeFile(join(path, 'lock'), owner);
      await (await openDataFolder(path)).close();
    }
  });
});

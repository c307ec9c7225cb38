import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createKeystore } from '@airo/chain-types';
import { systemClock } from '@airo/program';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { create } from 'tar';
import { makeBackup } from '../../src/adapters/backup/make-backup.ts';
import { restoreBackup } from '../../src/adapters/backup/restore-backup.ts';
import { openPgliteStore } from '../../src/adapters/store/pglite-store.ts';
import { openTokens } from '../../src/adapters/tokens/token-file.ts';
import { openDatabase } from '../../src/database.ts';
import { type RestServer, startRest } from '../../src/http/start-rest.ts';
import { createRig, type Rig, silent } from '../fakes/rig.ts';
import { sampleConfig } from '../fakes/sample-config.ts';
import { printedBy } from '../support/cli.ts';

const PASSWORD = 'correct horse';
const SERVICE_KEYS = '{"receipt":"-----BEGIN PRIVATE KEY-----secret","hpke":"x"}';
const ENV = { WINGMAN_PASSWORD: PASSWORD };
const CHAIN = 'chains/00112233';

describe('a backup', () => {
  let root: string;
  let bot: string;
  /** One with a few bytes in place of a database. */
  let small: string;
  let file: string;
  let count = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'airo-backup-'));
    bot = join(root, 'bot');
    const database = await openDatabase(join(bot, CHAIN), join(root, 'cache'));
    const store = await openPgliteStore(database, systemClock);
    await store.saveConfig(sampleConfig({ bidding: false }), 'rest');
    await database.close();
    await writeFile(join(bot, 'keystore.json'), await createKeystore(`0x${'7'.repeat(64)}`, PASSWORD));
    await writeFile(join(bot, 'service-keys.json'), SERVICE_KEYS);
    await writeFile(join(bot, 'rest-tokens.json'), '{"tokens":[]}');
    await mkdir(join(bot, 'models'));
    await writeFile(join(bot, 'models', 'big.onnx'), 'a model');
    small = join(root, 'small');
    await mkdir(join(small, CHAIN), { recursive: true });
    await writeFile(join(small, CHAIN, 'PG_VERSION'), '18');
    for (const name of ['keystore.json', 'service-keys.json', 'rest-tokens.json']) {
      await cp(join(bot, name), join(small, name));
    }
    await run(['backup', good(), '--data-dir', small]);
  });
  afterAll(() => rm(root, { recursive: true }));
  beforeEach(() => {
    file = join(root, `file-${++count}.tar.gz`);
  });

  const run = async (args: string[], env: NodeJS.ProcessEnv = ENV) => JSON.parse(await printedBy(args, env));
  const isThere = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  const good = () => join(root, 'good.tar.gz');
  const restored = () => join(root, `restored-${count}`);
  async function configIn(folder: string) {
    const database = await openDatabase(join(folder, CHAIN), join(root, 'cache'));
    try {
      return await (await openPgliteStore(database, systemClock)).config();
    } finally {
      await database.close();
    }
  }

  it('brings back state and keys, and has no key that can be read', async () => {
    const made = await run(['backup', file, '--data-dir', bot]);
    expect(made).toMatchObject({
      backup: file,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      version: '0.1.0',
    });
    expect(made.without).toEqual([expect.stringContaining('models')]);
    const bytes = gunzipSync(await readFile(file)).toString('latin1');
    expect(bytes).not.toMatch(/PRIVATE KEY|secret|a model|correct horse/);
    const { files, without } = await run(['restore', file, '--data-dir', restored()]);
    expect([files, without]).toEqual([made.files, made.without]);
    expect(await configIn(restored())).toMatchObject({ version: 1, config: { bidding: false } });
    for (const name of ['keystore.json', 'service-keys.json', 'rest-tokens.json']) {
      expect(await readFile(join(restored(), name), 'utf8')).toBe(await readFile(join(bot, name), 'utf8'));
    }
    expect((await readdir(restored())).sort()).toEqual(
      ['chains', 'keystore.json', 'rest-tokens.json', 'service-keys.json'].sort(),
    );
    expect((await readdir(bot)).filter((name) => name.startsWith('.') || name === 'lock')).toEqual([]);
  });

  it('leaves out what it has no password for, and says so', async () => {
    const { without } = await run(['backup', file, '--data-dir', small], {});
    expect(without).toContainEqual(expect.stringContaining('service-keys.json'));
    await run(['restore', file, '--data-dir', restored()], {});
    expect(await isThere(join(restored(), 'service-keys.json'))).toBe(false);
  });

  it('of a bot that writes all the while holds whole transactions only', async () => {
    const live = join(root, 'live');
    const database: PGlite = await openDatabase(join(live, CHAIN), join(root, 'cache'));
    await database.exec('create table a (n int); create table b (n int)');
    let [isOver, n] = [false, 0];
    const writing = (async () => {
      while (!isOver) {
        n++;
        await database.transaction(async (tx) => {
          await tx.query('insert into a values ($1)', [n]);
          await tx.query('insert into b values ($1)', [n]);
        });
        // The embedded database leaves no turn to others by itself.
        await setImmediate();
      }
    })();
    const backup = await makeBackup({
      ...{ dataDir: live, keystore: null, tokens: join(live, 'none'), password: null, version: '1', now: 1 },
      frozen: async (copy) => {
        await database.exec('checkpoint');
        const before = n;
        await database.runExclusive(copy);
        expect(n - before).toBeLessThanOrEqual(1);
      },
    });
    isOver = true;
    await writing;
    await writeFile(file, backup.archive());
    await backup.close();
    await database.close();
    await restoreBackup(file, restored(), async () => '');
    const copy = await openDatabase(join(restored(), CHAIN), join(root, 'cache'));
    const { rows } = await copy.query<{ a: number; b: number }>(
      'select (select count(*)::int from a) as a, (select count(*)::int from b) as b',
    );
    await copy.close();
    expect(rows[0]?.a).toBe(rows[0]?.b);
  });

  const bad: [string, string, () => unknown, string[]?][] = [
    ['a name that is taken', 'CLI_FILE', () => writeFile(file, 'mine')],
    ['no folder', 'CLI_FILE', () => {}, ['--data-dir', '/nowhere/at/all']],
    ['a keystore that is not encrypted', 'BACKUP_KEYSTORE_PLAIN', plainKeystore, ['--keystore', '/tmp/x']],
  ];
  async function plainKeystore() {
    await writeFile(join(root, 'plain.json'), '{"address":"5","encoded":"0x","encoding":{"type":["none"]}}');
    bad[2]?.[3]?.splice(1, 1, join(root, 'plain.json'));
  }
  it.each(bad)('is not made with %s', async (_, code, prepare, flags = []) => {
    await prepare();
    const before = await readFile(file, 'utf8').catch(() => null);
    await expect(run(['backup', file, '--data-dir', small, ...flags])).rejects.toMatchObject({ code });
    expect(await readFile(file, 'utf8').catch(() => null)).toBe(before);
    expect((await readdir(root)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(await isThere(join(small, 'lock'))).toBe(false);
  });

  it('of a bot that runs is taken through it', async () => {
    await writeFile(join(small, 'lock'), String(process.ppid));
    await expect(run(['backup', file, '--data-dir', small])).rejects.toMatchObject({
      code: 'CLI_FILE',
      message: expect.stringMatching(/process id \d+.*--url/s),
    });
    await rm(join(small, 'lock'));
  });

  /** An archive of the good backup's files, changed. */
  async function changed(change: (folder: string) => Promise<void>): Promise<void> {
    const folder = join(root, `changed-${count}`);
    await restoreRaw(folder);
    await change(folder);
    await create({ file, cwd: folder, gzip: true }, await readdir(folder));
  }
  async function restoreRaw(folder: string): Promise<void> {
    await mkdir(folder);
    const { extract } = await import('tar');
    await extract({ file: good(), cwd: folder });
  }
  const contents = async (folder: string, changes: object) => {
    const path = join(folder, 'backup.json');
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...changes }));
  };
  const broken: [string, string, () => Promise<unknown>][] = [
    ['is not there', 'BACKUP_INVALID', async () => {}],
    ['is empty', 'BACKUP_INVALID', () => writeFile(file, '')],
    ['is something else', 'BACKUP_INVALID', () => writeFile(file, 'hello, I am a text')],
    [
      'is cut',
      'BACKUP_INVALID',
      async () => {
        await cp(good(), file);
        await truncate(file, 500);
      },
    ],
    [
      'has a file that was changed',
      'BACKUP_INVALID',
      () => changed((f) => writeFile(join(f, 'keystore.json'), '{}')),
    ],
    ['lacks a file', 'BACKUP_INVALID', () => changed((f) => rm(join(f, 'keystore.json')))],
    ['has one more', 'BACKUP_INVALID', () => changed((f) => writeFile(join(f, 'chains', 'more'), 'x'))],
    ['has a script', 'BACKUP_INVALID', () => changed((f) => writeFile(join(f, 'run.sh'), 'x'))],
    ['has no contents', 'BACKUP_INVALID', () => changed((f) => rm(join(f, 'backup.json')))],
    [
      'has contents that are none',
      'BACKUP_INVALID',
      () => changed((f) => writeFile(join(f, 'backup.json'), '[]')),
    ],
    [
      'leads out of its folder',
      'BACKUP_INVALID',
      () => changed((f) => contents(f, { files: [{ path: '../evil', size: 1, sha256: 'a'.repeat(64) }] })),
    ],
    ['is of a later format', 'BACKUP_TOO_NEW', () => changed((f) => contents(f, { format: 2 }))],
    ['is of another program', 'BACKUP_INVALID', () => changed((f) => contents(f, { program: 'x' }))],
  ];
  it.each(broken)('that %s is not restored: %s', async (_, code, prepare) => {
    await prepare();
    await expect(run(['restore', file, '--data-dir', restored()])).rejects.toMatchObject({ code });
    expect(await isThere(restored())).toBe(false);
    expect((await readdir(root)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    ['a wrong password', { WINGMAN_PASSWORD: 'battery staple' }, 'BACKUP_PASSWORD'],
    ['no password', {}, 'KEYSTORE_INVALID'],
  ])('is not restored with %s', async (_, env, code) => {
    await expect(run(['restore', good(), '--data-dir', restored()], env)).rejects.toMatchObject({ code });
    expect(await isThere(restored())).toBe(false);
  });

  it('is restored over nothing but an empty folder', async () => {
    await mkdir(restored());
    await writeFile(join(restored(), 'mine'), 'x');
    const refused = run(['restore', good(), '--data-dir', restored()]);
    await expect(refused).rejects.toMatchObject({ code: 'RESTORE_NOT_EMPTY' });
    expect(await readdir(restored())).toEqual(['mine']);
    await rm(join(restored(), 'mine'));
    await run(['restore', good(), '--data-dir', restored()]);
    expect(await isThere(join(restored(), 'keystore.json'))).toBe(true);
  });

  describe('through a bot', () => {
    let rig: Rig;
    let rest: RestServer;
    let archive: () => AsyncIterable<Uint8Array>;
    let closed = 0;
    beforeEach(async () => {
      rig = await createRig();
      closed = 0;
      const backup = async () => ({ made: 1, archive: () => archive(), close: async () => void closed++ });
      const settings = {
        ...{ restHost: '127.0.0.1', restPort: 0, publicPerMinute: 60, corsOrigins: [] },
        tokens: openTokens('/nowhere', undefined, Date.now),
      };
      rest = await startRest(rig.bot({ backup }).restContext(), settings, silent);
    });
    afterEach(async () => {
      await rest.close();
      await rig.close();
    });

    it('is written when it is whole, and kept in the audit log', async () => {
      archive = async function* () {
        yield await readFile(good());
      };
      const made = await run(['backup', file, '--url', rest.url]);
      expect(made).toMatchObject({ backup: file, version: '0.1.0' });
      expect(await readFile(file)).toEqual(await readFile(good()));
      expect(closed).toBe(1);
      expect(await rig.store.audit({ limit: 1, before: null })).toMatchObject([
        { path: '/v1/backup', status: 200 },
      ]);
    });

    it('is not written when it breaks off', async () => {
      archive = async function* () {
        yield (await readFile(good())).subarray(0, 300);
        throw new TypeError('disk on fire');
      };
      await expect(run(['backup', file, '--url', rest.url])).rejects.toMatchObject({
        code: 'CLI_UNREACHABLE',
      });
      expect(await isThere(file)).toBe(false);
      expect(closed).toBe(1);
      archive = async function* () {
        yield await readFile(good());
      };
      await run(['backup', file, '--url', rest.url]);
    });
  });
});

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  emptyDatabase,
  openDatabase,
  openDatabaseThread,
  type ThreadedDatabase,
  tidyDatabase,
} from '../src/database/index.ts';

describe('the database in a folder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'airo-database-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('starts as a copy of one empty database, and keeps what is written to it', async () => {
    const cache = join(root, 'cache');
    const [first, second] = await Promise.all([emptyDatabase(cache), emptyDatabase(cache)]);
    expect(first).toBe(second);
    expect(await readdir(cache)).toHaveLength(1);
    const folder = join(root, 'bot', 'chains', 'a');
    // What a process left that was killed while it made its database.
    await mkdir(`${folder}.part`, { recursive: true });
    await writeFile(join(`${folder}.part`, 'PG_VERSION'), '');
    const database = await openDatabase(folder, cache);
    await database.exec('create table kept (n int); insert into kept values (7)');
    await tidyDatabase(database);
    await database.close();
    const again = await openDatabase(folder, cache);
    expect((await again.query('select n from kept')).rows).toEqual([{ n: 7 }]);
    expect((await again.query('select datname from pg_database')).rows).toHaveLength(1);
    await again.close();
    expect(await readdir(join(root, 'bot', 'chains'))).toEqual(['a']);
  });

  it('is made in place when nothing can be cached', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    const database = await openDatabase(join(root, 'bot'), file);
    expect((await database.query('show wal_segment_size')).rows).toEqual([{ wal_segment_size: '1MB' }]);
    await database.close();
  });
});

describe('the database in a thread of its own', () => {
  let root: string;
  let cacheDir: string;
  let database: ThreadedDatabase;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'airo-database-'));
    cacheDir = join(root, 'cache');
    database = await openDatabaseThread({ folder: join(root, 'there'), cacheDir });
  });
  afterAll(async () => {
    await database.close();
    await rm(root, { recursive: true, force: true });
  });

  it('answers as the database in this thread does', async () => {
    const one = await openDatabase(join(root, 'here'), cacheDir);
    const int8 = 20;
    const statements = [
      "select 1 as a, 2::bigint as b, 'x' as c, null::bigint as d, '{\"e\": [1]}'::jsonb as e, true as f",
      'select n, n::bigint * 2 as twice from generate_series(1, 3) n',
    ];
    const text = { [int8]: (value: string) => `#${value}` };
    for (const statement of statements) {
      for (const options of [
        {},
        { rowMode: 'array' },
        { parsers: text },
        { rowMode: 'array', parsers: text },
      ] as const) {
        const [here, there] = await Promise.all([one, database].map((d) => d.query(statement, [], options)));
        expect(there).toEqual(here);
      }
    }
    const several = 'create table t (n int); insert into t values (1), (2); select * from t; drop table t';
    expect(await database.exec(several)).toEqual(await one.exec(several));
    await one.close();
  });

  it('tells of an error what PostgreSQL told, and goes on', async () => {
    await expect(database.query('select * from missing')).rejects.toMatchObject({
      code: '42P01',
      message: 'relation "missing" does not exist',
    });
    await expect(database.exec('no sql')).rejects.toMatchObject({ code: '42601' });
    expect((await database.query('select 1 as a')).rows).toEqual([{ a: 1 }]);
  });

  it('keeps or undoes a transaction as a whole, with others waiting', async () => {
    await database.exec('create table kept (n int)');
    const undone = new TypeError('undone');
    await expect(
      database.transaction(async (session) => {
        await session.query('insert into kept values ($1)', [1]);
        throw undone;
      }),
    ).rejects.toBe(undone);
    await expect(
      database.transaction(async (session) => {
        await session.exec('insert into kept values (2)');
        await session.query('select * from missing');
      }),
    ).rejects.toMatchObject({ code: '42P01' });
    let outside: Promise<unknown> = Promise.resolve();
    await database.transaction(async (session) => {
      outside = database.query('select * from kept').then(({ rows }) => rows);
      await session.query('insert into kept values ($1)', [3]);
      await session.query('insert into kept values ($1)', [4]);
    });
    expect(await outside).toEqual([{ n: 3 }, { n: 4 }]);
  });

  it('lets nothing run while somebody holds it', async () => {
    const order: string[] = [];
    let asked: Promise<unknown> = Promise.resolve();
    await database.runExclusive(async () => {
      asked = database.query('select 1').then(() => order.push('query'));
      await new Promise((resolve) => setImmediate(resolve));
      order.push('held');
    });
    await asked;
    expect(order).toEqual(['held', 'query']);
  });

  it('tells listeners what is notified until they stop', async () => {
    const heard: string[] = [];
    await database.exec('listen news');
    const stop = database.onNotification((channel, payload) => heard.push(`${channel} ${payload}`));
    await database.exec("notify news, 'one'");
    stop();
    await database.exec("notify news, 'two'");
    expect(heard).toEqual(['news one']);
  });

  it('that can not be opened says why, and one that was closed is asked in vain', async () => {
    const file = fileURLToPath(import.meta.url);
    const folder = join(file, 'in-a-file');
    await expect(openDatabaseThread({ folder, cacheDir })).rejects.toMatchObject({ code: 'ENOTDIR' });
    await database.close();
    await expect(database.query('select 1')).rejects.toMatchObject({ code: 'DATABASE_LOST' });
  });
});

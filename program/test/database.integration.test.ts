import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emptyDatabase, openDatabase, tidyDatabase } from '../src/database/index.ts';

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

import { expect, it } from '@jest/globals';
import { serversForTests } from '../../program/test/support/servers/find-program.ts';
import { startPostgres } from '../../program/test/support/servers/postgres-server.ts';
import { createPostgresPool } from '../src/postgres.ts';
import { until } from './fakes/until.ts';

const itWithServers = serversForTests('sessions with PostgreSQL') ? it : it.skip;

itWithServers('a session that breaks between two statements of a transaction ends nothing else', async () => {
  const postgres = await startPostgres();
  const broken: Error[] = [];
  const login = { url: await postgres.database(), password: postgres.password };
  const pool = createPostgresPool(login, { max: 1, onError: (error) => broken.push(error) });
  const client = await pool.connect();
  await client.query('begin');
  expect(client.listenerCount('error')).toBeGreaterThan(0);
  await postgres.stop();
  await until(() => broken.length > 0, 'the broken session');
  client.release(true);
  await postgres.start();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await postgres.close();
});

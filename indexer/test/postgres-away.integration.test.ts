import { createLogger, systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { serversForTests } from '../../program/test/support/servers/find-program.ts';
import { type PostgresServer, startPostgres } from '../../program/test/support/servers/postgres-server.ts';
import { openPostgresIndex } from '../src/adapters/store/open-index.ts';
import { type RestServer, startRest } from '../src/http/start-rest.ts';
import { followChain } from '../src/pipeline/follow-chain.ts';
import { IndexState } from '../src/pipeline/index-state.ts';
import { FakeChain } from './fakes/fake-chain.ts';
import { answersOf } from './support/answers.ts';

const suite = serversForTests('PostgreSQL that goes and comes', ['postgres']) ? describe : describe.skip;
const log = createLogger({ name: 'test', level: 'silent' });

suite('an indexer whose PostgreSQL goes and comes', () => {
  const chain = new FakeChain();
  const state = new IndexState(systemClock, 3_000);
  const stop = new AbortController();
  let postgres: PostgresServer;
  let url: string;
  let index: Awaited<ReturnType<typeof openPostgresIndex>>;
  let rest: RestServer;
  let following: Promise<void>;
  const broken: Error[] = [];
  const make = (blocks: number) => {
    const best = chain.bestNumber + blocks;
    chain.growDeals(blocks);
    chain.finalise(best);
    return best;
  };
  const status = async () => {
    const response = await fetch(`${rest.url}/v1/orders`);
    return { status: response.status, ...((await response.json()) as { code?: string }) };
  };
  const until = async (isSo: () => boolean | Promise<boolean>, what: string) => {
    const end = Date.now() + 100_000;
    while (!(await isSo())) {
      if (Date.now() > end) throw new TypeError(`${what}: not in time; ${JSON.stringify(state.readiness())}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const indexed = (block: number) => until(() => (state.head?.number ?? 0) >= block, `block ${block}`);

  beforeAll(async () => {
    postgres = await startPostgres();
    const init = {
      genesis: chain.genesisHash,
      rebuild: false,
      onError: (error: Error) => broken.push(error),
    };
    url = await postgres.database();
    index = await openPostgresIndex(url, postgres.password, init);
    following = followChain({ chain, store: index.store, state, clock: systemClock, log }, stop.signal);
    const settings = { restHost: '127.0.0.1', restPort: 0, corsOrigins: ['*'], maxStreams: 1 };
    const limits = { requestsPerMinute: 0, proxies: 0 };
    const context = { reader: index.reader, chain, state };
    rest = await startRest(context, { ...settings, ...limits }, log, () => ({ answered: () => {} }));
  });
  afterAll(async () => {
    stop.abort();
    await following;
    await rest?.close();
    await index?.close();
    await postgres?.close();
  });

  it.each([
    ['is stopped', 'SIGINT'],
    ['crashes', 'SIGQUIT'],
  ] as const)('says so while it %s, and goes on when it is back', async (_, signal) => {
    await indexed(make(20));
    expect(await status()).toMatchObject({ status: 200 });
    await postgres.stop(signal);
    const target = make(20);
    await until(() => !state.readiness().ok, 'the loss');
    expect(await status()).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    await postgres.start();
    await indexed(target);
    await until(() => state.readiness().ok, 'readiness');
    expect(await status()).toMatchObject({ status: 200 });
  });

  it('outlives sessions that are cut off while it writes', async () => {
    const pool = new Pool({ connectionString: url.replace('@', `:${postgres.password}@`), max: 1 });
    const target = make(100);
    // Every session that is there, again and again, while blocks are being written.
    await until(async () => {
      await pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user',
      );
      return broken.length > 3 || (state.head?.number ?? 0) >= target;
    }, 'lost sessions');
    await pool.end();
    await indexed(target);
    expect(broken.length).toBeGreaterThan(0);
  });

  it('has the same in it then as an index that was never disturbed', async () => {
    const init = { genesis: chain.genesisHash, rebuild: false, onError: () => {} };
    const calm = await openPostgresIndex(await postgres.database(), postgres.password, init);
    const calmState = new IndexState(systemClock, 3_000);
    const done = new AbortController();
    const undisturbed = followChain(
      { chain, store: calm.store, state: calmState, clock: systemClock, log },
      done.signal,
    );
    await until(() => calmState.head?.number === state.head?.number, 'the other index');
    done.abort();
    await undisturbed;
    expect(await answersOf(index.reader)).toEqual(await answersOf(calm.reader));
    await calm.close();
  });
});

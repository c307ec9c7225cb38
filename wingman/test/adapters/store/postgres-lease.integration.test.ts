import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { serversForTests } from '../../../../program/test/support/servers/find-program.ts';
import {
  type PostgresServer,
  startPostgres,
} from '../../../../program/test/support/servers/postgres-server.ts';
import type { Database } from '../../../src/adapters/store/apply-change.ts';
import { LEASE_TIMES, type PostgresLease, takeLease } from '../../../src/adapters/store/postgres-lease.ts';
import { openPostgresStore } from '../../../src/adapters/store/postgres-store.ts';
import { createPostgresPool } from '../../../src/postgres.ts';
import { silent } from '../../fakes/rig.ts';
import { until } from '../../fakes/until.ts';

const NEVER = new AbortController().signal;
const suite = serversForTests('the lease of the leader') ? describe : describe.skip;

/** A clock whose waits end when they are told to, and whose time stands still until it is turned. */
class HandClock {
  time = 0;
  #waiting: (() => void)[] = [];

  readonly monotonic = () => this.time;

  wait = (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', () => reject(new TypeError('aborted')), { once: true });
    });

  /** Resolves when something waits, after ending that wait. */
  async tick(): Promise<void> {
    await until(() => this.#waiting.length > 0, 'a wait');
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

suite('the lease of the leader', () => {
  let postgres: PostgresServer;
  let pool: Pool;
  const held: PostgresLease[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.close());
  beforeEach(async () => {
    const login = { url: await postgres.database(), password: postgres.password };
    pool = createPostgresPool(login, { max: 8, onError: () => {} });
    await openPostgresStore(pool, { now: Date.now, wait: async () => {} });
  });
  afterEach(async () => {
    for (const lease of held.splice(0)) await lease.release();
    await pool.end();
  });

  async function take(holder: string, clock = new HandClock(), onWait: (holder: string) => void = () => {}) {
    const { monotonic } = clock;
    const lease = await takeLease({ pool, holder, clock, monotonic, log: silent }, onWait, NEVER);
    held.push(lease);
    return lease;
  }
  const write = (lease: PostgresLease) =>
    drizzle({ client: pool }).transaction(async (tx) => {
      await lease.fence(tx as unknown as Database);
      await tx.execute(sql`insert into wingman.states values ('written', '1') on conflict do nothing`);
    });
  const runOut = () => pool.query("update wingman.leases set expires = '-infinity'");

  it('is one process’, until it gives it up', async () => {
    const first = await take('first');
    expect(first.holds()).toBe(true);
    const [clock, waits] = [new HandClock(), [] as string[]];
    const second = take('second', clock, (holder) => waits.push(holder));
    await until(() => waits.length > 0);
    await clock.tick();
    await first.release();
    expect(first.holds()).toBe(false);
    await clock.tick();
    expect((await second).holds()).toBe(true);
    expect(waits).toEqual(['first']);
  });

  it('of two that ask at once goes to one', async () => {
    const clocks = [new HandClock(), new HandClock()];
    const waits: string[] = [];
    const both = clocks.map((clock, i) => take(`${i}`, clock, (holder) => waits.push(holder)));
    const winner = await Promise.race(both);
    await until(() => waits.length === 1);
    await winner.release();
    for (const clock of clocks) void clock.tick();
    await Promise.all(both);
  });

  it('that ran out is another’s: the old one signs nothing, and what it writes is undone', async () => {
    const clock = new HandClock();
    const first = await take('first', clock);
    await write(first);
    await pool.query('delete from wingman.states');
    clock.time = LEASE_TIMES.ttlMs - LEASE_TIMES.marginMs - 1;
    expect(first.holds()).toBe(true);
    clock.time += 1;
    expect(first.holds()).toBe(false);
    expect(first.problem()).toContain('could not be renewed in time');

    await runOut();
    const second = await take('second');
    await expect(write(first)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect((await pool.query('select * from wingman.states')).rows).toEqual([]);
    await write(second);
    await expect(first.lost).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  it('that ran out and nobody took is renewed, and signs again', async () => {
    const clock = new HandClock();
    const lease = await take('only', clock);
    clock.time = LEASE_TIMES.ttlMs * 3;
    await runOut();
    expect(lease.holds()).toBe(false);
    await clock.tick();
    await until(() => lease.holds());
    expect(lease.problem()).toBeNull();
  });

  it('is told to be lost when a renewal finds another there', async () => {
    const clock = new HandClock();
    const first = await take('first', clock);
    await runOut();
    await take('second');
    await clock.tick();
    await expect(first.lost).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(first.holds()).toBe(false);
  });

  it('is in doubt while the server is away, and holds again when it is back', async () => {
    const clock = new HandClock();
    const lease = await take('only', clock);
    await postgres.stop();
    await clock.tick();
    await until(() => lease.problem()?.startsWith('the database does not answer'));
    clock.time = LEASE_TIMES.ttlMs;
    expect(lease.holds()).toBe(false);
    await postgres.start();
    await clock.tick();
    await until(() => lease.problem() === null);
    expect(lease.holds()).toBe(true);
  });
});

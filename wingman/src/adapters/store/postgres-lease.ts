import type { Clock, Logger } from '@airo/program';
import { sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { WingmanError } from '../../errors.ts';
import type { Lease } from '../../ports/lease.ts';
import type { Database } from './apply-change.ts';

const NAME = 'leader';

export interface LeaseTimes {
  /** After so long without a renewal another may take it. */
  readonly ttlMs: number;
  /** Between two renewals, and between two looks of one who waits. */
  readonly everyMs: number;
  /** Before it ends, nothing is signed any more: what was signed last is to be in the pool by then. */
  readonly marginMs: number;
}
export const LEASE_TIMES: LeaseTimes = { ttlMs: 15_000, everyMs: 2_000, marginMs: 5_000 };

export interface LeaseInit {
  readonly pool: Pool;
  /** Who asks for it, for people. */
  readonly holder: string;
  readonly clock: Pick<Clock, 'wait'>;
  /** Milliseconds, of a clock that nobody sets. */
  readonly monotonic: () => number;
  readonly log: Logger;
  readonly times?: LeaseTimes;
}

export interface PostgresLease extends Lease {
  /** Throws LEASE_LOST in a transaction that would be the write of one who leads no more. */
  fence(tx: Database): Promise<void>;
}

/**
 * Waits for the lease in the database: a row with a term that grows with each holder. Time is the server's; the holder
 * goes by its own clock from when it asked, which is never later.
 * @param onWait called when another has it, each time it is another
 * @throws AbortedError
 */
export async function takeLease(
  init: LeaseInit,
  onWait: (holder: string) => void,
  signal: AbortSignal,
): Promise<PostgresLease> {
  const { clock, log, times = LEASE_TIMES } = init;
  let seen: string | undefined;
  let isFailing = false;
  await createTable(init.pool);
  for (;;) {
    try {
      const askedAt = init.monotonic();
      const taken = await tryTake(init, times);
      if (typeof taken === 'number') return new HeldLease(init, times, taken, askedAt);
      if (taken !== seen) onWait(taken);
      seen = taken;
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'the lease can not be asked for; trying again');
      isFailing = true;
    }
    await clock.wait(times.everyMs, signal);
  }
}

async function createTable(pool: Pool): Promise<void> {
  // Two statements that create it at once would fail each other.
  await pool.query(
    `select pg_advisory_xact_lock(hashtext('wingman.leases'));
     create table if not exists wingman.leases (
       name text primary key, holder text not null, term bigint not null, expires timestamptz not null
     )`,
  );
}

/** @returns the term, or who has it */
async function tryTake({ pool, holder }: LeaseInit, { ttlMs }: LeaseTimes): Promise<number | string> {
  const { rows } = await pool.query(
    `insert into wingman.leases values ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
     on conflict (name) do update set holder = excluded.holder, term = leases.term + 1, expires = excluded.expires
       where leases.expires < clock_timestamp()
     returning term`,
    [NAME, holder, ttlMs],
  );
  if (rows[0]) return Number(rows[0].term);
  const { rows: others } = await pool.query('select holder from wingman.leases where name = $1', [NAME]);
  return String(others[0]?.holder ?? '');
}

class HeldLease implements PostgresLease {
  readonly lost: Promise<never>;
  readonly #init: LeaseInit;
  readonly #times: LeaseTimes;
  readonly #term: number;
  readonly #stop = new AbortController();
  readonly #renewing: Promise<void>;
  #reject: (error: Error) => void = () => {};
  #until: number;
  #why = '';

  constructor(init: LeaseInit, times: LeaseTimes, term: number, askedAt: number) {
    this.#init = init;
    this.#times = times;
    this.#term = term;
    this.#until = askedAt + times.ttlMs - times.marginMs;
    this.lost = new Promise<never>((_, reject) => {
      this.#reject = reject;
    });
    this.lost.catch(() => {});
    this.#renewing = this.#renew();
    init.log.info({ holder: init.holder, term }, 'leads');
  }

  holds(): boolean {
    return !this.#stop.signal.aborted && this.#init.monotonic() < this.#until;
  }

  problem(): string | null {
    if (this.#why !== '') return `the database does not answer: ${this.#why}`;
    return this.holds() ? null : 'the lease could not be renewed in time';
  }

  async fence(tx: Database): Promise<void> {
    // Locked, so that nobody can take it before this transaction is through.
    const rows = await tx.execute(
      sql`select 1 from wingman.leases where name = ${NAME} and term = ${this.#term} for share`,
    );
    if ((rows as unknown as { rowCount: number }).rowCount === 0) throw this.#lose();
  }

  async release(): Promise<void> {
    this.#stop.abort();
    await this.#renewing;
    await this.#init.pool
      .query("update wingman.leases set expires = '-infinity' where name = $1 and term = $2", [
        NAME,
        this.#term,
      ])
      .catch((error) => this.#init.log.warn({ err: error }, 'the lease runs out by itself'));
  }

  async #renew(): Promise<void> {
    const { clock, pool, log, monotonic } = this.#init;
    const { ttlMs, everyMs, marginMs } = this.#times;
    const signal = this.#stop.signal;
    while (!signal.aborted) {
      await clock.wait(everyMs, signal).catch(() => {});
      if (signal.aborted) return;
      const askedAt = monotonic();
      try {
        const { rowCount } = await pool.query(
          `update wingman.leases set expires = clock_timestamp() + $3 * interval '1 ms' where name = $1 and term = $2`,
          [NAME, this.#term, ttlMs],
        );
        if (rowCount === 0) {
          this.#lose();
          return;
        }
        this.#until = askedAt + ttlMs - marginMs;
        if (this.#why !== '') log.info('the database is back, and nobody else took the lease');
        this.#why = '';
      } catch (error) {
        const why = (error as Error).message || String((error as NodeJS.ErrnoException).code);
        if (this.#why === '')
          log.error({ err: error }, 'the lease can not be renewed; nothing is signed soon');
        this.#why = why;
      }
    }
  }

  #lose(): Error {
    const error = new WingmanError('LEASE_LOST', 'another Wingman leads now: start this one again to wait', {
      term: this.#term,
    });
    this.#until = Number.NEGATIVE_INFINITY;
    this.#stop.abort();
    this.#reject(error);
    return error;
  }
}

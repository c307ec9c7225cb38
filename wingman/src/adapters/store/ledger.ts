import type { ModelId, Planck } from '@airo/chain-types';
import { asc, desc, eq, isNotNull, lt, sql } from 'drizzle-orm';
import type { Store, Totals } from '../../ports/store.ts';
import type { Database } from './apply-change.ts';
import { before } from './page.ts';
import { toTransaction } from './rows.ts';
import { agreements, dayFees, earnings, transactions } from './tables.ts';

const KEPT_TRANSACTIONS = 10_000;
const DAY_MS = 86_400_000;
const dayOf = (at: number) => Math.floor(at / DAY_MS);

type Ledger = Pick<Store, 'earnings' | 'recordTransaction' | 'transactions' | 'feesOfDay' | 'meanFees'>;

/** The part of the store that is about money: what was earned, and what transactions cost. */
export function ledger(db: Database): Ledger {
  return {
    async earnings() {
      const sums = {
        units: sql<string>`sum(${earnings.units})::text`,
        provider: sql<string>`sum(${earnings.provider})::text`,
        royalty: sql<string>`sum(${earnings.royalty})::text`,
        commission: sql<string>`sum(${earnings.commission})::text`,
      };
      const rows = await db
        .select({ model: agreements.model, ...sums })
        .from(earnings)
        .innerJoin(agreements, eq(agreements.id, earnings.agreement))
        .groupBy(agreements.model)
        .orderBy(asc(agreements.model));
      const byModel = rows.map((row) => ({
        model: row.model as ModelId,
        units: Number(row.units),
        provider: BigInt(row.provider) as Planck,
        royalty: BigInt(row.royalty) as Planck,
        commission: BigInt(row.commission) as Planck,
      }));
      return { total: byModel.reduce<Totals>(add, ZERO), byModel };
    },

    async recordTransaction(record) {
      const [row] = await db.insert(transactions).values(record).returning({ id: transactions.id });
      if (row) await db.delete(transactions).where(lt(transactions.id, row.id - KEPT_TRANSACTIONS));
      if (record.fee === null) return;
      const fee = sql`${dayFees.fee} + ${record.fee.toString()}::numeric`;
      await db
        .insert(dayFees)
        .values({ day: dayOf(record.at), fee: record.fee })
        .onConflictDoUpdate({ target: dayFees.day, set: { fee } });
    },

    async transactions(page) {
      const rows = db.select().from(transactions).where(before(page, transactions.id));
      return (await rows.orderBy(desc(transactions.id)).limit(page.limit)).map(toTransaction);
    },

    async feesOfDay(at) {
      const [row] = await db
        .select()
        .from(dayFees)
        .where(eq(dayFees.day, dayOf(at)));
      return (row?.fee ?? 0n) as Planck;
    },

    async meanFees() {
      const rows = await db
        .select({ call: transactions.call, fee: sql<string>`ceil(avg(${transactions.fee}))::text` })
        .from(transactions)
        .where(isNotNull(transactions.fee))
        .groupBy(transactions.call);
      return new Map(rows.map(({ call, fee }) => [call, BigInt(fee) as Planck]));
    },
  };
}

const ZERO: Totals = { units: 0, provider: 0n as Planck, royalty: 0n as Planck, commission: 0n as Planck };

function add(a: Totals, b: Totals): Totals {
  return {
    units: a.units + b.units,
    provider: (a.provider + b.provider) as Planck,
    royalty: (a.royalty + b.royalty) as Planck,
    commission: (a.commission + b.commission) as Planck,
  };
}

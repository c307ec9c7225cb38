import { and, asc, desc, eq, lt, lte, min, ne } from 'drizzle-orm';
import type { AlertRecord } from '../../ports/records.ts';
import type { Store } from '../../ports/store.ts';
import type { AlertPayload } from '../../schemas/alerts.ts';
import type { Database } from './apply-change.ts';
import { alerts } from './tables.ts';

const KEPT_ALERTS = 1_000;

type AlertOutbox = Pick<Store, 'saveAlert' | 'dueAlerts' | 'nextAlertAt' | 'alerts'>;

/** The part of the store that holds alerts until they have arrived. */
export function alertOutbox(db: Database): AlertOutbox {
  const waiting = eq(alerts.state, 'waiting');
  return {
    async saveAlert(alert) {
      const { id, ...changes } = alert;
      const [row] = await db
        .insert(alerts)
        .values(alert)
        .onConflictDoUpdate({ target: alerts.id, set: changes })
        .returning({ number: alerts.number });
      const old = row && and(lt(alerts.number, row.number - KEPT_ALERTS), ne(alerts.state, 'waiting'));
      if (old) await db.delete(alerts).where(old);
    },

    async dueAlerts(now, limit) {
      const due = and(waiting, lte(alerts.nextAt, now));
      return (await db.select().from(alerts).where(due).orderBy(asc(alerts.nextAt)).limit(limit)).map(
        toAlert,
      );
    },

    async nextAlertAt() {
      const [row] = await db
        .select({ at: min(alerts.nextAt) })
        .from(alerts)
        .where(waiting);
      return row?.at ?? null;
    },

    async alerts({ limit, before }) {
      const older = before === null ? undefined : lt(alerts.number, before);
      const rows = await db.select().from(alerts).where(older).orderBy(desc(alerts.number)).limit(limit);
      return rows.map((row) => ({ ...toAlert(row), number: row.number }));
    },
  };
}

function toAlert({ number: _, payload, state, ...row }: typeof alerts.$inferSelect): AlertRecord {
  return { ...row, payload: payload as AlertPayload, state: state as AlertRecord['state'] };
}

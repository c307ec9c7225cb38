import { desc, eq, lt } from 'drizzle-orm';
import type { Store } from '../../ports/store.ts';
import type { Role } from '../../schemas/roles.ts';
import type { Database } from './apply-change.ts';
import { auditLog as audits } from './tables.ts';

const KEPT_ENTRIES = 100_000;

type AuditLog = Pick<Store, 'beginAudit' | 'endAudit' | 'audit'>;

/** The part of the store that remembers who changed what. */
export function auditLog(db: Database): AuditLog {
  return {
    async beginAudit(entry) {
      const [row] = await db.insert(audits).values(entry).returning({ number: audits.number });
      const number = row?.number ?? 0;
      await db.delete(audits).where(lt(audits.number, number - KEPT_ENTRIES));
      return number;
    },

    async endAudit(number, status, result) {
      await db.update(audits).set({ status, result }).where(eq(audits.number, number));
    },

    async audit({ limit, before }) {
      const older = before === null ? undefined : lt(audits.number, before);
      const rows = await db.select().from(audits).where(older).orderBy(desc(audits.number)).limit(limit);
      return rows.map((row) => ({ ...row, role: row.role as Role }));
    },
  };
}

import { and, eq, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from './apply-change.ts';
import type { RequestChange } from './runs.ts';
import { requests } from './tables.ts';

const OVER = ['settled', 'timedOut'];
const UNPUBLISHED = ['computed', 'refused'];
const OPEN = { state: 'open', response: null, responseSize: null, failCode: null, detail: '' };

type Of<T extends RequestChange['type']> = readonly Extract<RequestChange, { type: T }>[];

const HANDLERS: {
  readonly [T in RequestChange['type']]: (db: Database, changes: Of<T>) => Promise<unknown>;
} = {
  'request.posted': (db, changes) =>
    db
      .insert(requests)
      .select(
        // Columns in the order of the table.
        sql`select agreement, index, hash, size, units, posted, deadline, 'open', null::text, null::bigint, null::text, '', 0 from ${given(
          changes.map(({ request: { payload, ...facts } }) => ({ ...facts, ...blob(payload) })),
        )}`,
      )
      .onConflictDoUpdate({
        target: [requests.agreement, requests.index],
        set: {
          payload: sql`excluded.payload`,
          payloadSize: sql`excluded.payload_size`,
          units: sql`excluded.units`,
          posted: sql`excluded.posted`,
          deadline: sql`excluded.deadline`,
          ...OPEN,
          unendedRuns: 0,
        },
        setWhere: sql`${or(
          ne(requests.payload, sql`excluded.payload`),
          ne(requests.units, sql`excluded.units`),
          ne(requests.posted, sql`excluded.posted`),
        )}`,
      }),

  'request.runBegan': (db, changes) => countRuns(db, changes, sql`${requests.unendedRuns} + 1`),

  'request.runEnded': (db, changes) => countRuns(db, changes, sql`greatest(${requests.unendedRuns} - 1, 0)`),

  'request.computed': (db, changes) =>
    db
      .update(requests)
      .set({ state: 'computed', response: sql`given.hash`, responseSize: sql`given.size`, unendedRuns: 0 })
      .from(given(changes.map((change) => ({ ...named(change), ...blob(change.response) }))))
      .where(and(ofGiven, eq(requests.state, 'open'))),

  'request.refused': (db, changes) =>
    db
      .update(requests)
      .set({ state: 'refused', failCode: sql`given.word`, detail: sql`given.detail` })
      .from(given(changes.map((change) => ({ ...named(change), word: change.code, detail: change.detail }))))
      .where(and(ofGiven, eq(requests.state, 'open'))),

  'request.answered': (db, changes) =>
    db
      .update(requests)
      .set({ state: 'answered', response: sql`given.hash`, responseSize: sql`given.size` })
      .from(given(changes.map((change) => ({ ...named(change), ...blob(change.response) }))))
      .where(and(ofGiven, notInArray(requests.state, OVER))),

  'request.reopened': (db, changes) =>
    db
      .update(requests)
      .set(OPEN)
      .from(given(changes.map(named)))
      .where(and(ofGiven, notInArray(requests.state, UNPUBLISHED))),

  'request.ended': (db, changes) =>
    db
      .update(requests)
      .set({ state: sql`given.word` })
      .from(given(changes.map((change) => ({ ...named(change), word: change.how }))))
      .where(ofGiven),
};

function countRuns(db: Database, changes: readonly Pick<Given, 'agreement' | 'index'>[], unendedRuns: SQL) {
  return db
    .update(requests)
    .set({ unendedRuns })
    .from(given(changes.map(named)))
    .where(and(ofGiven, eq(requests.state, 'open')));
}

/** Writes facts of one type, each about another request, in one statement. */
export async function applyToRequests(
  db: Database,
  type: RequestChange['type'],
  changes: readonly RequestChange[],
): Promise<void> {
  // A handler is looked up by the type that all the changes have.
  const handler = HANDLERS[type] as (db: Database, changes: readonly RequestChange[]) => Promise<unknown>;
  await handler(db, changes);
}

const ofGiven = and(eq(requests.agreement, sql`given.agreement`), eq(requests.index, sql`given.index`));

interface Given {
  readonly agreement: number;
  readonly index: number;
  readonly hash?: string;
  /** Decimal: JSON has no whole numbers of its size. */
  readonly size?: string;
  readonly units?: number;
  readonly posted?: number;
  readonly deadline?: number;
  readonly word?: string;
  readonly detail?: string;
}

/** Rows to join with, as one parameter: the text of the statement is the same however many they are. */
function given(rows: readonly Given[]): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(agreement integer, index integer, hash text, size bigint, units integer, posted integer, deadline integer, word text, detail text)`;
}

const named = ({ agreement, index }: Pick<Given, 'agreement' | 'index'>): Given => ({ agreement, index });

const blob = ({ hash, size }: { hash: string; size: bigint }) => ({ hash, size: String(size) });

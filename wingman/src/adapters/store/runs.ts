import type { Change } from '../../ports/change.ts';

export type RequestChange = Extract<Change, { type: `request.${string}` }>;
export type OrderChange = Extract<Change, { type: 'order.seen' | 'order.outcome' | 'order.ended' }>;
type JobChange = Extract<Change, { type: 'job' }>;
/** What is written by itself. */
export type SingleChange = Exclude<Change, RequestChange | OrderChange | JobChange>;

/** Changes that one statement writes. */
export type Run =
  | { readonly kind: 'requests'; readonly type: RequestChange['type']; readonly changes: RequestChange[] }
  | { readonly kind: 'orders'; readonly type: OrderChange['type']; readonly changes: OrderChange[] }
  | { readonly kind: 'jobs'; readonly changes: JobChange[] }
  | { readonly kind: 'single'; readonly change: SingleChange };

/**
 * The same changes in fewer statements: what is about requests, what is about jobs and the rest can pass each other;
 * within each of these, order is kept. A request, or an order, is named once in a run, as a statement can change a row only
 * once.
 */
export function runsOf(changes: readonly Change[]): readonly Run[] {
  const others: Run[] = [];
  const requests: Run[] = [];
  const jobs: Run[] = [];
  let named = new Set<string>();
  let ordered = new Set<number>();
  for (const change of changes) {
    if (change.type === 'job') {
      const run = jobs.at(-1);
      if (run?.kind === 'jobs') run.changes.push(change);
      else jobs.push({ kind: 'jobs', changes: [change] });
    } else if (isAboutRequest(change)) {
      const run = requests.at(-1);
      const key = keyOf(change);
      if (run?.kind === 'requests' && run.type === change.type && !named.has(key)) {
        run.changes.push(change);
        named.add(key);
      } else {
        requests.push({ kind: 'requests', type: change.type, changes: [change] });
        named = new Set([key]);
      }
    } else if (isAboutOrder(change)) {
      const run = others.at(-1);
      const id = orderOf(change);
      if (run?.kind === 'orders' && run.type === change.type && !ordered.has(id)) {
        run.changes.push(change);
        ordered.add(id);
      } else {
        others.push({ kind: 'orders', type: change.type, changes: [change] });
        ordered = new Set([id]);
      }
    } else (change.type.startsWith('job.') ? jobs : others).push({ kind: 'single', change });
  }
  return [...others, ...requests, ...jobs];
}

function isAboutOrder(change: Change): change is OrderChange {
  return change.type === 'order.seen' || change.type === 'order.outcome' || change.type === 'order.ended';
}

function orderOf(change: OrderChange): number {
  if (change.type === 'order.seen') return change.order.id;
  return change.type === 'order.outcome' ? change.outcome.order : change.order;
}

function isAboutRequest(change: Change): change is RequestChange {
  return change.type.startsWith('request.');
}

function keyOf(change: RequestChange): string {
  const { agreement, index } = change.type === 'request.posted' ? change.request : change;
  return `${agreement}/${index}`;
}

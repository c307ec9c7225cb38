import type { Clock, Logger } from '@airo/program';
import type { Pool } from 'pg';
import { type BotEvent, botEventSchema } from '../../schemas/rest-events.ts';

const CHANNEL = 'wingman_events';
/** PostgreSQL takes 8000 bytes a message. */
const MAX_EVENTS = 40;
const RETRY_MS = 2_000;

/** Tells all who listen on this database; nobody has to. */
export async function tellEvents(pool: Pool, events: readonly BotEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += MAX_EVENTS) {
    const some = JSON.stringify(events.slice(from, from + MAX_EVENTS));
    await pool.query('select pg_notify($1, $2)', [CHANNEL, some]);
  }
}

/** Hears what others tell, until the signal aborts. What is told while the database is away is missed: it is in the store. */
export async function hearEvents(
  { pool, clock, log }: { readonly pool: Pool; readonly clock: Clock; readonly log: Logger },
  onEvent: (event: BotEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await listen(pool, onEvent, signal).catch((error) =>
      log.debug({ err: error }, 'events of workers are not heard for a while'),
    );
    await clock.wait(RETRY_MS, signal).catch(() => {});
  }
}

/** Until the session breaks or the signal aborts. */
async function listen(pool: Pool, onEvent: (event: BotEvent) => void, signal: AbortSignal): Promise<void> {
  const client = await pool.connect();
  try {
    const over = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
    client.on('notification', ({ payload }) => {
      for (const event of eventsOf(payload)) onEvent(event);
    });
    await client.query(`listen ${CHANNEL}`);
    await over;
  } finally {
    // Never to be used for anything else.
    client.release(true);
  }
}

function eventsOf(payload: string | undefined): readonly BotEvent[] {
  try {
    return botEventSchema.array().parse(JSON.parse(payload ?? ''));
  } catch {
    return [];
  }
}

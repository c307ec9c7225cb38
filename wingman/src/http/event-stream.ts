import type { Response } from 'express';
import type { Recent } from '../domain/recent.ts';
import { WingmanError } from '../errors.ts';

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). By hand: better-sse, the library
 * that is kept, queues what a slow reader doesn't take without an end.
 */
export interface Stream {
  readonly recent: Pick<Recent<unknown>, 'session' | 'first' | 'next' | 'onAppend'>;
  /** Header `Last-Event-ID`. */
  readonly lastEventId: string | undefined;
  /** How many of the last ones come first when there is no such header. */
  readonly tail: number;
  /** Whether it goes on with what comes after it was opened. */
  readonly follow: boolean;
  /** What is kept under the number; null leaves it out. */
  readonly render: (sequence: number) => { readonly event: string; readonly data: string } | null;
  /** Asked at each heartbeat. */
  readonly mayGoOn: () => Promise<boolean>;
}

/** Told at the beginning when some are missing: whoever keeps a picture of the bot has to read it anew. */
const GAP_EVENT = 'gap';

interface Limits {
  /** So many streams at once. */
  readonly open: number;
  readonly heartbeatMs: number;
  /** After so long a reader comes back whose stream ended. */
  readonly retryMs: number;
}

/** All open streams. Each holds its place among what is kept and what its socket has taken, nothing more. */
export class EventStreams {
  readonly #limits: Limits;
  readonly #open = new Set<() => void>();

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { open: 64, heartbeatMs: 15_000, retryMs: 3_000, ...limits };
  }

  get size(): number {
    return this.#open.size;
  }

  /** Ends them in good order; each reader comes back by itself. */
  close(): void {
    for (const end of this.#open) end();
  }

  /** @throws WingmanError STREAMS_FULL */
  start(response: Response, stream: Stream): void {
    if (this.#open.size >= this.#limits.open) {
      response.setHeader('retry-after', '10');
      throw new WingmanError(
        'STREAMS_FULL',
        `${this.#open.size} streams are open, which is the most: close one`,
        {},
      );
    }
    const { recent, render } = stream;
    const start = startOf(stream);
    let next = start.next;
    const end = stream.follow ? Number.POSITIVE_INFINITY : recent.next;
    let isBlocked = false;
    let missedBeats = 0;
    response.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    // Names, once, the place to come back to: a stream may stay empty for long.
    const hello = `retry: ${this.#limits.retryMs}\nid: ${recent.session}-${next - 1}\n`;
    response.write(start.gap ? `${hello}event: ${GAP_EVENT}\ndata: {}\n\n` : `${hello}data:\n\n`);

    const pump = () => {
      while (next < Math.min(recent.next, end)) {
        // What it hasn't taken yet is forgotten: it is too slow, and will see the gap when it comes back.
        if (next < recent.first) {
          response.destroy();
          return;
        }
        if (isBlocked) return;
        const rendered = render(next);
        if (rendered) {
          const { event, data } = rendered;
          isBlocked = !response.write(`id: ${recent.session}-${next}\nevent: ${event}\ndata: ${data}\n\n`);
        }
        next++;
      }
      if (next >= end) response.end();
    };
    const beat = async () => {
      missedBeats = isBlocked ? missedBeats + 1 : 0;
      if (missedBeats > 1) response.destroy();
      else if (!(await stream.mayGoOn().catch(() => false))) response.end();
      else if (!isBlocked && !response.writableEnded) response.write(':\n\n');
    };
    const stopListening = recent.onAppend(pump);
    const heart = setInterval(() => void beat(), this.#limits.heartbeatMs);
    const close = () => response.end();
    this.#open.add(close);
    response.on('drain', () => {
      isBlocked = false;
      pump();
    });
    response.on('error', () => response.destroy());
    response.on('close', () => {
      stopListening();
      clearInterval(heart);
      this.#open.delete(close);
    });
    pump();
  }
}

/** Where a reader goes on, and whether it has missed some. */
function startOf({ recent, lastEventId, tail }: Stream): { next: number; gap: boolean } {
  const [, session, digits] = /^([\w]{1,64})-(\d{1,15})$/.exec(lastEventId ?? '') ?? [];
  if (lastEventId === undefined || lastEventId === '') {
    return { next: Math.max(recent.first, recent.next - tail), gap: false };
  }
  const next = Number(digits) + 1;
  const isKnown = session === recent.session && next >= recent.first && next <= recent.next;
  return isKnown ? { next, gap: false } : { next: recent.first, gap: true };
}

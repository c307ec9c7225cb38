import { randomUUID } from 'node:crypto';
import type { AccountId, Hex } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { nextAttempt } from '../../domain/alert-backoff.ts';
import type { AlertSink } from '../../ports/alert-sink.ts';
import type { AlertRecord } from '../../ports/records.ts';
import type { Store } from '../../ports/store.ts';
import type { AlertKind, AlertPayload } from '../../schemas/alerts.ts';

const AT_ONCE = 16;
const RETRY_MS = 5_000;
const LONGEST_SLEEP_MS = 60_000;

export interface AlertInit {
  readonly store: Pick<Store, 'saveAlert' | 'dueAlerts' | 'nextAlertAt'>;
  /** null: nobody is to be told. */
  readonly sink: AlertSink | null;
  readonly account: AccountId;
  readonly genesisHash: Hex;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Stores alerts and sends them until they arrive. Whoever raises one never waits for it. */
export class AlertDesk {
  readonly #init: AlertInit;
  #wake = new AbortController();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(init: AlertInit) {
    this.#init = init;
  }

  get isOn(): boolean {
    return this.#init.sink !== null;
  }

  /** @param subject what it is about, such as `model 3` */
  raise(kind: AlertKind, subject: string, message: string): void {
    if (!this.isOn) return;
    const record = this.#record(kind, subject, message);
    this.#writing = this.#writing
      .then(() => this.#init.store.saveAlert(record))
      .then(() => this.#wake.abort())
      .catch((error) => this.#init.log.error({ err: error, kind }, 'an alert could not be stored'));
  }

  /** Sends one right away. The record says whether it arrived; when not, it is tried again like any other. */
  async test(): Promise<AlertRecord | null> {
    const never = new AbortController().signal;
    return this.isOn ? this.#attempt(this.#record('TEST', '', 'a test'), never) : null;
  }

  /** Sends what is due until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, clock, log } = this.#init;
    while (this.isOn && !signal.aborted) {
      this.#wake = new AbortController();
      try {
        const due = await store.dueAlerts(clock.now(), AT_ONCE);
        await Promise.all(due.map((alert) => this.#attempt(alert, signal)));
        if (due.length < AT_ONCE) await this.#sleep(await store.nextAlertAt(), signal);
      } catch (error) {
        log.error({ err: error }, 'alerts could not be read');
        await this.#sleep(clock.now() + RETRY_MS, signal);
      }
    }
  }

  /** Waits for what is being written. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  /** Until the time, or until something is raised. @param until null: no matter how long */
  async #sleep(until: number | null, signal: AbortSignal): Promise<void> {
    const wake = AbortSignal.any([signal, this.#wake.signal]);
    const { clock } = this.#init;
    const wait = until === null ? LONGEST_SLEEP_MS : Math.min(LONGEST_SLEEP_MS, until - clock.now());
    if (wait > 0) await clock.wait(wait, wake).catch(() => {});
  }

  async #attempt(alert: AlertRecord, signal: AbortSignal): Promise<AlertRecord> {
    const { sink, store, clock, log } = this.#init;
    const attempts = alert.attempts + 1;
    let after: AlertRecord;
    try {
      await sink?.deliver(alert.id, JSON.stringify(alert.payload), signal);
      after = { ...alert, attempts, state: 'delivered', nextAt: null, error: '' };
    } catch (error) {
      // Stopping is no failure of the receiver.
      if (signal.aborted) return alert;
      const nextAt = nextAttempt(Date.parse(alert.payload.timestamp), attempts, clock.now());
      const state = nextAt === null ? 'givenUp' : 'waiting';
      after = { ...alert, attempts, state, nextAt, error: (error as Error).message };
      log.warn({ err: error, alert: alert.id, kind: alert.payload.type, state }, 'an alert did not arrive');
    }
    await store.saveAlert(after);
    return after;
  }

  #record(type: AlertKind, subject: string, message: string): AlertRecord {
    const { account: provider, genesisHash: genesis, clock } = this.#init;
    const timestamp = new Date(clock.now()).toISOString();
    const payload: AlertPayload = { type, timestamp, data: { provider, genesis, subject, message } };
    return {
      id: `msg_${randomUUID()}`,
      payload,
      state: 'waiting',
      attempts: 0,
      nextAt: clock.now(),
      error: '',
    };
  }
}

import { AiroError } from './airo-error.ts';

/** Settings that can't be used; the message lists every problem and a sample that works. */
export class SettingsError extends AiroError<'SETTINGS_INVALID', { readonly problems: readonly string[] }> {
  constructor(program: string, problems: readonly string[], sample: string) {
    super(
      'SETTINGS_INVALID',
      `${program}: these settings can't be used:\n${problems.map((p) => `  - ${p}`).join('\n')}\nA sample that works:\n  ${sample}\nAll settings: ${program} --help`,
      { problems },
    );
  }
}

/** The port is held by another process; nothing was started. */
export class PortTakenError extends AiroError<
  'PORT_TAKEN',
  { readonly host: string; readonly port: number }
> {
  constructor(host: string, port: number, flag: string, options?: ErrorOptions) {
    super(
      'PORT_TAKEN',
      `port ${port} on ${host} is taken by another program: stop it, or choose another port with ${flag} (0 takes a free one)`,
      { host, port },
      options,
    );
  }
}

/** The address can't be listened on at all (no such interface, no right to it). */
export class ListenError extends AiroError<
  'LISTEN_FAILED',
  { readonly host: string; readonly port: number }
> {
  constructor(host: string, port: number, flag: string, cause: Error) {
    super(
      'LISTEN_FAILED',
      `can't listen on ${host}:${port} (${cause.message}): check ${flag}`,
      { host, port },
      { cause },
    );
  }
}

/** The wait was given up because its signal aborted. */
export class AbortedError extends AiroError<'ABORTED', null> {
  constructor(reason: unknown) {
    super('ABORTED', 'stopped before it was done', null, { cause: reason });
  }
}

/** The thread of an embedded database is gone: what it had under way is undone, and it is asked in vain. */
export class DatabaseLostError extends AiroError<'DATABASE_LOST', null> {
  constructor(reason: string) {
    super(
      'DATABASE_LOST',
      `the embedded database stopped working (${reason}): start this program again`,
      null,
    );
  }
}

/** What PostgreSQL said against a statement, with the members that PGlite's own error has. */
export class StatementError extends Error {
  constructor(message: string, facts: Readonly<Record<string, unknown>>) {
    super(message);
    Object.assign(this, facts);
  }
}

import { WingmanError, type WingmanErrorCode } from '../../../errors.ts';

/** What a call to a model server failed with. */
export interface ServerFailure {
  readonly model: string;
  readonly status?: number;
  /** `soon`: the same call may go through in a moment; `later`: only when somebody has done something. */
  readonly retry: 'soon' | 'later' | 'never';
  /** What the server asked for. */
  readonly retryAfterMs?: number;
}

type Code = Extract<
  WingmanErrorCode,
  'MODEL_UNAVAILABLE' | 'MODEL_RUN_FAILED' | 'MODEL_INPUT_REFUSED' | 'MODEL_LOAD_FAILED'
>;

export function failure(
  code: Code,
  reason: string,
  data: ServerFailure,
  cause?: unknown,
): WingmanError<ServerFailure> {
  return new WingmanError(code, `${data.model}: ${reason}`, data, cause === undefined ? {} : { cause });
}

export function isServerFailure(error: unknown): error is WingmanError<ServerFailure> {
  return (
    error instanceof WingmanError &&
    typeof error.data === 'object' &&
    error.data !== null &&
    'retry' in error.data
  );
}

const SOON = new Set([408, 425, 429, 502, 503, 504]);
/** The call itself is wrong: no model, no right to it. Whoever runs the server has to see to it. */
const LATER = new Set([401, 403, 404, 407, 410]);

/** How a status that is no success is taken. 500 is the model's: servers answer so when it fails on a payload. */
export function retryOf(status: number): ServerFailure['retry'] {
  if (SOON.has(status)) return 'soon';
  return LATER.has(status) ? 'later' : 'never';
}

/** Milliseconds that a `Retry-After` asks for; undefined for none, or one that can't be read. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

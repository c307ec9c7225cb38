/**
 * Base of every error that crosses a module's border. `code` is a documented UPPER_SNAKE word that callers branch on,
 * `data` is typed and JSON-able, the message says what to do.
 */
export class AiroError<C extends string = string, D = unknown> extends Error {
  override readonly name: string = 'AiroError';
  readonly code: C;
  readonly data: D;

  constructor(code: C, message: string, data: D, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.data = data;
  }
}

/** The code of a coded error, undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof AiroError ? error.code : undefined;
}

import { readFile } from 'node:fs/promises';
import { Permits } from '../../../domain/permits.ts';
import { WingmanError } from '../../../errors.ts';
import type { ServerSettings } from '../../../schemas/back-ends.ts';
import { failure, isServerFailure, retryAfter, retryOf, type ServerFailure } from './failure.ts';

const SHOWN_CHARACTERS = 300;
const AUTHORISATION: Readonly<Record<number, string>> = {
  401: ' (is the token right?)',
  403: ' (may this token use the model?)',
};

export interface Call {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** A model server over HTTP: bounded in time, in calls at once and in bytes; every failure says whether to try again. */
export class ModelServer {
  readonly #settings: ServerSettings;
  readonly #calls: Permits;
  readonly #closing = new AbortController();

  constructor(settings: ServerSettings) {
    this.#settings = settings;
    this.#calls = new Permits(settings.concurrency);
  }

  /** Aborts when it is closed. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** An answer of 200. Rejects with MODEL_UNAVAILABLE or MODEL_RUN_FAILED, whose data is a `ServerFailure`. */
  call(call: Call): Promise<Answer> {
    return this.#calls.run(1, () => this.#send(call));
  }

  /**
   * A question that is about no payload, so that any "no" is about now; it doesn't wait behind calls that compute. Rejects
   * with MODEL_UNAVAILABLE.
   */
  async ask(path: string): Promise<Answer> {
    try {
      return await this.#send({ path });
    } catch (error) {
      if (!isServerFailure(error) || error.code === 'MODEL_UNAVAILABLE') throw error;
      throw new WingmanError('MODEL_UNAVAILABLE', error.message, { ...error.data, retry: 'later' });
    }
  }

  /** For what else is wrong with an answer. */
  fail(
    code: Parameters<typeof failure>[0],
    reason: string,
    data: Omit<ServerFailure, 'model'> = { retry: 'never' },
    cause?: unknown,
  ) {
    return failure(code, reason, { model: this.#settings.name, ...data }, cause);
  }

  /** Ends what is under way. */
  close(): void {
    this.#closing.abort();
  }

  async #send({ path, headers, body }: Call): Promise<Answer> {
    const { url, timeoutMs } = this.#settings;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(await this.#authorisation()) },
        ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> | string }),
        // A redirect could take the token, or the payload, somewhere else.
        redirect: 'manual',
        signal: AbortSignal.any([timeout, this.#closing.signal]),
      });
      const bytes = await this.#read(response);
      if (response.status === 200) return { headers: response.headers, bytes };
      throw this.#refused(response, bytes);
    } catch (cause) {
      if (isServerFailure(cause)) throw cause;
      if (this.#closing.signal.aborted)
        throw this.fail('MODEL_UNAVAILABLE', 'was closed', { retry: 'later' });
      if (timeout.aborted) {
        // It had its whole time: at once would be too soon.
        const reason = `${url}${path} gave no answer in ${timeoutMs} ms`;
        throw this.fail('MODEL_UNAVAILABLE', reason, { retry: 'later' }, cause);
      }
      const reason = `${url}${path} can't be reached: ${reasonOf(cause)}`;
      throw this.fail('MODEL_UNAVAILABLE', reason, { retry: 'soon' }, cause);
    }
  }

  async #authorisation(): Promise<Record<string, string>> {
    const { tokenFile } = this.#settings;
    if (tokenFile === undefined) return {};
    try {
      return { authorization: `Bearer ${(await readFile(tokenFile, 'utf8')).trim()}` };
    } catch (cause) {
      const reason = `the token can't be read: ${reasonOf(cause)}`;
      throw this.fail('MODEL_UNAVAILABLE', reason, { retry: 'later' }, cause);
    }
  }

  async #read(response: Response): Promise<Uint8Array> {
    const { maxAnswerBytes } = this.#settings;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxAnswerBytes) {
        throw this.fail('MODEL_RUN_FAILED', `the answer has more than ${maxAnswerBytes} bytes`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  #refused(response: Response, bytes: Uint8Array) {
    const { status } = response;
    const retry = retryOf(status);
    const after = retryAfter(response.headers.get('retry-after'), Date.now());
    const said = new TextDecoder().decode(bytes.subarray(0, SHOWN_CHARACTERS)).trim();
    const { pathname } = new URL(response.url);
    const reason = `${pathname} answered ${status}${AUTHORISATION[status] ?? ''}${said && `: ${said}`}`;
    return this.fail(retry === 'never' ? 'MODEL_RUN_FAILED' : 'MODEL_UNAVAILABLE', reason, {
      status,
      retry,
      ...(after === undefined ? {} : { retryAfterMs: after }),
    });
  }
}

/** What fetch hides in causes. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

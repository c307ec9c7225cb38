import type { Stream, StreamCloseEvent, StreamMessageEvent } from '@libp2p/interface';
import { Uint8ArrayList } from 'uint8arraylist';
import { DxError } from '../../errors.ts';

/** Unread bytes at which the peer is asked to pause, and at which it may go on. */
const PAUSE_AT_BYTES = 1_048_576;
const RESUME_AT_BYTES = 262_144;

/**
 * Reads a libp2p stream with backpressure. Written by hand since the stream's own iterator and its byte-stream
 * wrapper take in all that comes, however slow the reader is.
 */
export class StreamReader {
  readonly #stream: Stream;
  readonly #idleTimeoutMs: number;
  readonly #unread = new Uint8ArrayList();
  #ended = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(stream: Stream, init: { idleTimeoutMs: number }) {
    this.#stream = stream;
    this.#idleTimeoutMs = init.idleTimeoutMs;
    stream.addEventListener('message', this.#onMessage);
    stream.addEventListener('end', this.#onEnd);
    stream.addEventListener('close', this.#onClose);
  }

  /**
   * Exactly `length` bytes; few, since they have to come within the idle time: who sends a byte now and then gets no
   * further. Throws DX_UNAVAILABLE when the stream ends before, DX_TIMEOUT.
   */
  async read(length: number): Promise<Uint8Array> {
    const deadline = Date.now() + this.#idleTimeoutMs;
    while (this.#unread.byteLength < length) await this.#more(deadline);
    return this.#take(length);
  }

  /** `total` bytes as they come. Throws as {@link read} does, DX_TIMEOUT when nothing comes for the idle time. */
  async *pieces(total: number): AsyncGenerator<Uint8Array> {
    for (let left = total; left > 0; ) {
      if (this.#unread.byteLength === 0) await this.#more(Date.now() + this.#idleTimeoutMs);
      const piece = this.#take(Math.min(left, this.#unread.byteLength));
      left -= piece.byteLength;
      yield piece;
    }
  }

  /** Stops listening; bytes that still come stay in the stream. */
  release(): void {
    this.#stream.removeEventListener('message', this.#onMessage);
    this.#stream.removeEventListener('end', this.#onEnd);
    this.#stream.removeEventListener('close', this.#onClose);
  }

  #take(length: number): Uint8Array {
    const bytes = this.#unread.subarray(0, length);
    this.#unread.consume(length);
    if (this.#unread.byteLength <= RESUME_AT_BYTES) this.#resume();
    return bytes;
  }

  /** A request that came together with its end is put back into a stream that has ended already. */
  get #isEnded(): boolean {
    return this.#ended || (this.#stream.readableEnded && this.#stream.readBufferLength === 0);
  }

  async #more(deadline: number): Promise<void> {
    this.#resume();
    const before = this.#unread.byteLength;
    while (this.#unread.byteLength === before) {
      if (this.#failure !== undefined) {
        throw new DxError('DX_UNAVAILABLE', 'the peer broke the stream off', {}, { cause: this.#failure });
      }
      if (this.#isEnded) throw new DxError('DX_UNAVAILABLE', 'the peer ended the stream early', {});
      await this.#event(deadline - Date.now());
    }
  }

  async #event(withinMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waitedMs = this.#idleTimeoutMs;
    const timer = setTimeout(
      () =>
        reject(
          new DxError('DX_TIMEOUT', `what was waited for didn't come from the peer within ${waitedMs} ms`, {
            waitedMs,
          }),
        ),
      Math.max(0, withinMs),
    );
    this.#wake = resolve;
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#wake = undefined;
    }
  }

  #resume(): void {
    if (this.#stream.readStatus === 'paused') this.#stream.resume();
  }

  readonly #onMessage = (event: StreamMessageEvent): void => {
    this.#unread.append(event.data);
    this.#wake?.();
    if (this.#unread.byteLength < PAUSE_AT_BYTES) return;
    // The stream still works on this message; pausing inside of it would lose the state that it sets afterwards.
    queueMicrotask(() => {
      if (this.#stream.readStatus === 'readable' && this.#unread.byteLength >= PAUSE_AT_BYTES)
        this.#stream.pause();
    });
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  readonly #onClose = (event: StreamCloseEvent): void => {
    if (event.error !== undefined) this.#failure = event.error;
    // A stream that was closed while paused still has bytes for us: they, and then `end`, come on resume.
    else if (this.#stream.readStatus !== 'paused') this.#ended = true;
    this.#wake?.();
  };
}

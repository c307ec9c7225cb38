import type { BlockRef } from '../model/events.ts';
import type { EndpointView } from './judge.ts';
import { NodeSocket } from './node-socket.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 3_000;

/** The way to one endpoint: a socket at a time, a new one after each that ends. */
export class Line {
  readonly endpoint: string;
  readonly #init: { readonly now: () => number; readonly silenceMs: number; readonly changed: () => void };
  #socket: NodeSocket;
  /** Opened beside a socket that is silent: whichever answers first goes on. */
  #spare: NodeSocket | null = null;
  #retryMs = FIRST_RETRY_MS;
  #retryAt: number | null = null;

  constructor(
    endpoint: string,
    init: { readonly now: () => number; readonly silenceMs: number; readonly changed: () => void },
  ) {
    this.endpoint = endpoint;
    this.#init = init;
    this.#socket = this.#open();
  }

  get socket(): NodeSocket {
    return this.#socket;
  }

  get view(): EndpointView {
    const { isOpen, silentMs, sighting } = this.#socket;
    return { connected: isOpen, silentMs, sighting };
  }

  /** Asks the node what it has, and mends what can be mended. Resolves when the answer is there, or never will be. */
  async look(finalised: BlockRef | null): Promise<void> {
    this.#mend();
    await Promise.all([this.#socket.look(finalised), this.#spare?.look(finalised)]);
  }

  close(): void {
    this.#socket.close();
    this.#spare?.close();
  }

  #mend(): void {
    const { now, silenceMs } = this.#init;
    const isSilent = this.#socket.silentMs > silenceMs;
    if (this.#spare?.sighting && (isSilent || this.#socket.isOver)) {
      this.#socket.close();
      this.#socket = this.#spare;
      this.#spare = null;
      this.#init.changed();
    } else if (this.#spare && (!isSilent || this.#spare.isOver)) {
      this.#spare.close();
      this.#spare = null;
    } else if (!this.#spare && isSilent && this.#socket.isOpen) this.#spare = this.#open();

    if (this.#socket.isOpen) {
      this.#retryMs = FIRST_RETRY_MS;
      this.#retryAt = null;
      return;
    }
    // A half-open wire takes the connection and never says that it is one.
    if (!this.#socket.isOver && !isSilent) return;
    this.#socket.close();
    this.#retryAt ??= now() + this.#retryMs;
    if (now() < this.#retryAt) return;
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    this.#retryAt = null;
    this.#socket = this.#open();
  }

  #open(): NodeSocket {
    const { now, changed } = this.#init;
    return new NodeSocket(this.endpoint, now, { changed });
  }
}

import type { WsProvider } from '@polkadot/api';
import { ENDPOINT_LEFT } from '../runtime/request-error.ts';

type Notify = (error: Error | null, result: unknown) => void;
type Event = 'connected' | 'disconnected' | 'error';
type Listener = (value?: unknown) => unknown;

interface Subscription {
  readonly type: string;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly notify: Notify;
  /** By the socket that has it now. */
  id: number | string | undefined;
}

/** In the words of the provider whose part is played here: requests that fail are told apart by them. */
const notConnected = () => new Error('WebSocket is not connected');

/**
 * What @polkadot/api talks to: one socket at a time, which may be changed for another in mid-run. What was asked of the
 * old one fails at once; subscriptions are made anew on the new one.
 */
export class SwitchingProvider {
  readonly hasSubscriptions = true;
  readonly isClonable = false;
  readonly #listeners = new Map<Event, Set<Listener>>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #pending = new Set<(error: Error) => void>();
  #socket: WsProvider | undefined;
  #wasConnected = false;
  #ids = 0;

  get isConnected(): boolean {
    return this.#socket?.isConnected ?? false;
  }

  /** Goes on with this socket, or sees that the present one has opened or ended. */
  use(socket: WsProvider): void {
    const isNew = socket !== this.#socket;
    if (isNew || !socket.isConnected) this.#leave();
    this.#socket = socket;
    if (!socket.isConnected || this.#wasConnected) return;
    this.#wasConnected = true;
    for (const one of this.#subscriptions.values()) this.#subscribe(one).catch(() => {});
    this.#emit('connected');
  }

  send<T>(method: string, params: unknown[], isCacheable?: boolean): Promise<T> {
    const socket = this.#socket;
    if (!socket) return Promise.reject(notConnected());
    return this.#pended(socket.send<T>(method, params, isCacheable));
  }

  async subscribe(type: string, method: string, params: unknown[], notify: Notify): Promise<number> {
    const one: Subscription = { type, method, params, notify, id: undefined };
    await this.#subscribe(one);
    const id = ++this.#ids;
    this.#subscriptions.set(id, one);
    return id;
  }

  async unsubscribe(type: string, method: string, id: number | string): Promise<boolean> {
    const one = this.#subscriptions.get(Number(id));
    this.#subscriptions.delete(Number(id));
    if (one?.id === undefined || !this.#socket) return false;
    return this.#pended(this.#socket.unsubscribe(type, method, one.id));
  }

  on(type: Event, listener: Listener): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  clone(): SwitchingProvider {
    return this;
  }

  /** The sockets are somebody else's to open and close. */
  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {
    this.#leave();
  }

  #leave(): void {
    const error = new Error(ENDPOINT_LEFT);
    for (const reject of this.#pending) reject(error);
    this.#pending.clear();
    if (!this.#wasConnected) return;
    this.#wasConnected = false;
    this.#emit('disconnected');
  }

  async #subscribe(one: Subscription): Promise<void> {
    const socket = this.#socket;
    if (!socket) throw notConnected();
    const notify: Notify = (error, result) => {
      // A socket that was left may still be heard.
      if (socket === this.#socket) one.notify(error, result);
    };
    one.id = await this.#pended(socket.subscribe(one.type, one.method, [...one.params], notify));
  }

  #pended<T>(answer: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.add(reject);
      answer.then(resolve, reject).finally(() => this.#pending.delete(reject));
    });
  }

  #emit(type: Event): void {
    for (const listener of this.#listeners.get(type) ?? []) listener();
  }
}

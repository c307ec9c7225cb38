/** How a handler reaches its caller later; the same for Chopsticks' handlers and ours. */
export interface Subscriptions {
  /** Opens a subscription; the returned function sends one notification. */
  subscribe(method: string, id: string, onCancel?: () => void): (data: unknown) => void;
  unsubscribe(id: string): void;
}

/** Subscriptions of one connection. Nothing is sent for an id before the answer that names it. */
export class ConnectionSubscriptions implements Subscriptions {
  readonly #open = new Map<string, { cancel: (() => void) | undefined; held: string[] | null }>();
  readonly #send: (text: string) => void;

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  subscribe(method: string, id: string, onCancel?: () => void): (data: unknown) => void {
    this.#open.set(id, { cancel: onCancel, held: [] });
    return (data) => {
      const entry = this.#open.get(id);
      if (!entry) return;
      const text = JSON.stringify({ jsonrpc: '2.0', method, params: { subscription: id, result: data } });
      if (entry.held) entry.held.push(text);
      else this.#send(text);
    };
  }

  unsubscribe(id: string): void {
    const entry = this.#open.get(id);
    if (!entry) return;
    // A subscription may end before its id was answered; what it had to say still goes out.
    for (const text of entry.held ?? []) this.#send(text);
    this.#open.delete(id);
    entry.cancel?.();
  }

  /** The answer that names `id` is out. */
  answered(id: unknown): void {
    const entry = typeof id === 'string' ? this.#open.get(id) : undefined;
    if (!entry?.held) return;
    const held = entry.held;
    entry.held = null;
    for (const text of held) this.#send(text);
  }

  close(): void {
    for (const { cancel } of this.#open.values()) cancel?.();
    this.#open.clear();
  }
}

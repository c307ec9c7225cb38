import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on this machine that can be shut, as when the server is gone, and opened again on the same port. */
export class Door {
  readonly #to: number;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#pass(socket));
  #port = 0;

  private constructor(to: number) {
    this.#to = to;
  }

  static async open(url: string): Promise<{ door: Door; url: string }> {
    const target = new URL(url);
    const door = new Door(Number(target.port));
    await door.open();
    return { door, url: `${target.protocol}//127.0.0.1:${door.#port}` };
  }

  async open(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Everything that goes through is broken off; who knocks is refused. */
  async shut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #pass(socket: Socket): void {
    const inner = connect(this.#to, '127.0.0.1');
    for (const [one, other] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

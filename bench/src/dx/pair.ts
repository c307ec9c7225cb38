import { join } from 'node:path';
import { SideProcess } from './side.ts';
import type { SideInit } from './side-calls.ts';

const SCRIPT = 'bench/src/dx/side-process.ts';

/** Two processes of one way, connected, with folders of their own. */
export class Pair {
  readonly way: SideInit['way'];
  readonly #sender: SideProcess;
  readonly #receiver: SideProcess;

  private constructor(way: SideInit['way'], sender: SideProcess, receiver: SideProcess) {
    this.way = way;
    this.#sender = sender;
    this.#receiver = receiver;
  }

  /** @throws BenchError RUN_FAILED */
  static async start(way: SideInit['way'], folder: string): Promise<Pair> {
    const sender = await SideProcess.start(SCRIPT, { way, folder: join(folder, `${way}-sender`) });
    try {
      const address = String(sender.ready);
      const receiver = await SideProcess.start(SCRIPT, {
        way,
        folder: join(folder, `${way}-receiver`),
        address,
      });
      return new Pair(way, sender, receiver);
    } catch (error) {
      await sender.close();
      throw error;
    }
  }

  /** What to ask for these files by. */
  async publish(files: readonly string[]): Promise<readonly string[]> {
    return (await this.#sender.call('publish', files, 0)) as readonly string[];
  }

  /** Milliseconds until all of them, `bytes` each, are with the receiver; asked for at once. */
  async time(what: 'fetch' | 'read', ids: readonly string[], bytes: number): Promise<number> {
    return Number(await this.#receiver.call(what, ids, bytes));
  }

  /** Bitswap doesn't send a block to the same peer twice within 5 s, so Helia gets other files each time. */
  get canResend(): boolean {
    return this.way !== 'helia';
  }

  async forget(side: 'sender' | 'receiver', ids: readonly string[]): Promise<void> {
    await (side === 'sender' ? this.#sender : this.#receiver).call('forget', ids, 0);
  }

  async close(): Promise<void> {
    await Promise.all([this.#receiver.close(), this.#sender.close()]);
  }
}

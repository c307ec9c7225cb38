import { Program } from '../../support/program.ts';

const CONSUMER = 'devnet/src/consumer/main.ts';

/** `npm run consumer` against the market of this state folder. */
export class Consumer {
  readonly #flags: readonly string[];

  constructor(state: string, key: string) {
    this.#flags = ['--state', state, '--key', key];
  }

  /** Resolves with the order's number once there are so many bids. */
  async order(wish: { inferences: number; bids: number }): Promise<number> {
    const terms = ['--model', '0', '--inferences', String(wish.inferences), '--max-price', '0.05'];
    return numberIn(await this.#run('order', ...terms, '--bids', String(wish.bids)), /^order (\d+)/m);
  }

  /** Resolves with the agreement's number. */
  async award(order: number, provider: string): Promise<number> {
    return numberIn(await this.#run('award', String(order), '--provider', provider), /^agreement (\d+)/m);
  }

  /** Pictures of the test set, for example `0-9`; resolves with what the model sees on each. */
  async ask(agreement: number, pictures: string): Promise<readonly string[]> {
    const said = await this.#run('ask', String(agreement), '--pictures', pictures);
    return [...said.matchAll(/^picture \d+: (.*)$/gm)].map(([, label = '']) => label);
  }

  async pay(agreement: number): Promise<void> {
    await this.#run('pay', String(agreement));
  }

  async close(agreement: number): Promise<void> {
    await this.#run('close', String(agreement));
  }

  async #run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await new Program(CONSUMER, [...this.#flags, ...args]).finished;
    if (code !== 0) throw new TypeError(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new TypeError(`no ${pattern} in:\n${text}`);
  return Number(found);
}

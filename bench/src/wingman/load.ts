import type { AgreementId, Blob, RequestIndex } from '@airo/chain-types';
import { BenchError } from '../errors.ts';
import type { BotUnderTest } from './bot.ts';
import { type ChainObserver, StandInChain } from './stand-in-chain.ts';

const BLOCK_MS = 100;
const AGREEMENTS = 2;
const STALLED_MS = 120_000;

export interface Answers {
  /** Requests, when they were answered, in ms of `performance.now`. */
  readonly at: number;
  readonly count: number;
}

/** A consumer that keeps so many requests open, on a chain of its own. */
export class Load implements ChainObserver {
  readonly chain: StandInChain;
  readonly #units: number;
  readonly #open: number;
  readonly #agreements: AgreementId[] = [];
  #answers: Answers[] = [];
  #payloads: readonly Blob[] = [];
  #next = 0;
  #left = 0;
  #outstanding = 0;
  #refused = 0;
  #stalled: NodeJS.Timeout | undefined;
  #wake: () => void = () => {};

  /** @param init.open requests at once @param init.units of each */
  constructor(init: { readonly open: number; readonly units: number }) {
    this.#units = init.units;
    this.#open = init.open;
    this.chain = new StandInChain({ blockMs: BLOCK_MS, observe: this });
  }

  bid(): void {}

  answered(agreement: AgreementId, indices: readonly RequestIndex[]): void {
    this.#outstanding -= indices.length;
    this.#answers.push({ at: performance.now(), count: indices.length });
    this.#post(agreement, indices.length);
    this.#wake();
  }

  refused(_: AgreementId, indices: readonly RequestIndex[]): void {
    this.#outstanding -= indices.length;
    this.#refused += indices.length;
    this.#wake();
  }

  /**
   * Asks for so many requests in all, an answered one being followed by the next, and waits until the last is answered.
   * @throws BenchError RUN_FAILED when one is refused, nothing comes, or the bot fails
   */
  async run(
    bot: Pick<BotUnderTest, 'failed' | 'errors'>,
    payloads: readonly Blob[],
    count: number,
    onAnswers: (answered: number) => void = () => {},
  ): Promise<readonly Answers[]> {
    this.#payloads = payloads;
    this.#answers = [];
    this.#left = count;
    const [{ id } = { id: undefined }] = [...this.chain.models.values()];
    while (id !== undefined && this.#agreements.length < AGREEMENTS) {
      this.#agreements.push(await this.chain.agree(id));
    }
    for (const agreement of this.#agreements) this.#post(agreement, Math.ceil(this.#open / AGREEMENTS));
    while (this.#outstanding > 0) {
      await Promise.race([this.#answer(bot), bot.failed]).finally(() => clearTimeout(this.#stalled));
      onAnswers(this.#answers.reduce((sum, answer) => sum + answer.count, 0));
    }
    return this.#answers;
  }

  #answer(bot: Pick<BotUnderTest, 'errors'>): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new BenchError('RUN_FAILED', `${why}\n${bot.errors()}`, {}));
      this.#stalled = setTimeout(
        () => fail(`no request was answered for ${STALLED_MS / 1_000} s, ${this.#outstanding} are open`),
        STALLED_MS,
      );
      this.#wake = () => {
        if (this.#refused > 0) fail(`the bot refused ${this.#refused} requests`);
        else resolve();
      };
    });
  }

  #post(agreement: AgreementId, count: number): void {
    const posted = Math.min(count, this.#left);
    if (posted === 0) return;
    this.#left -= posted;
    this.#outstanding += posted;
    const payloads = Array.from({ length: posted }, () => {
      const payload = this.#payloads[this.#next % this.#payloads.length];
      this.#next += 1;
      return payload;
    });
    this.chain.post(
      agreement,
      payloads.flatMap((payload) => payload ?? []),
      this.#units,
    );
  }
}

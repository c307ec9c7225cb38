import type { BlockEvents } from '@airo/chain-types';
import type { Chain } from '@airo/wingman/measure';
import { BenchError } from '../errors.ts';

/** Members of the port that are no calls. */
export type ChainFacts = Pick<Chain, 'account' | 'genesisHash' | 'constants' | 'endpoints'>;

/** One end of a channel between two processes. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listen: (message: unknown) => void): void;
}

interface Question {
  readonly kind: 'ask';
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
type Reply =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly reason: string };

type Calls = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

/** Answers what the other process asks of this chain; each block of a stream is an answer to a question of its own. */
export function serveChain(chain: Chain, channel: Channel): void {
  channel.onMessage((message) => {
    const question = message as Question;
    if (question.kind === 'ask') void answer(chain, question).then((reply) => channel.send(reply));
  });
}

async function answer(chain: Chain, { id, method, args }: Question): Promise<Reply> {
  try {
    const call = (chain as unknown as Calls)[method]?.bind(chain);
    if (!call) throw new BenchError('RUN_FAILED', `the chain has no ${method}`, { method });
    return { kind: 'answer', id, value: await call(...args) };
  } catch (error) {
    return { kind: 'refusal', id, reason: `${method}: ${String(error)}` };
  }
}

/** What a chain that streams over a channel has on top: the next blocks after one, waiting for at least one. */
export interface ServedChain extends Chain {
  nextBlocks(after: number): Promise<readonly BlockEvents[]>;
}

/** The chain at the other end: each call is a message there and one back. */
export function chainOver(channel: Channel, facts: ChainFacts): Chain {
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  channel.onMessage((message) => {
    const reply = message as Reply;
    if (reply.kind !== 'answer' && reply.kind !== 'refusal') return;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  const ask = (method: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, (reply) => {
        if (reply.kind === 'answer') resolve(reply.value);
        else if (reply.kind === 'refusal') reject(new BenchError('RUN_FAILED', reply.reason, {}));
      });
      channel.send({ kind: 'ask', id, method, args } satisfies Question);
    });
  const own = {
    ...facts,
    async *blocks({ after, signal }: Parameters<Chain['blocks']>[0]) {
      let last = after?.number ?? 0;
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      aborted.catch(() => {});
      for (;;) {
        const blocks = (await Promise.race([ask('nextBlocks', [last]), aborted])) as readonly BlockEvents[];
        for (const block of blocks) {
          last = block.block.number;
          yield block;
        }
      }
    },
  };
  return new Proxy(own as unknown as Chain, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => ask(name, args) : undefined),
  });
}

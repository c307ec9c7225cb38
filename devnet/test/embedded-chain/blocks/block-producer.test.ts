import { AbortedError, type Clock, createLogger } from '@airo/program';
import { describe, expect, it } from '@jest/globals';
import { BlockProducer } from '../../../src/embedded-chain/blocks/block-producer.ts';
import type { Built } from '../../../src/embedded-chain/blocks/build-block.ts';
import { type PoolTransaction, TransactionPool } from '../../../src/embedded-chain/pool/transaction-pool.ts';

type Hex = `0x${string}`;

/** Stands still until it is turned. */
class HandClock implements Clock {
  #now = 0;
  #waits: { at: number; end: () => void }[] = [];
  now = () => this.#now;

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AbortedError(signal.reason));
      this.#waits.push({ at: this.#now + ms, end: resolve });
      signal?.addEventListener('abort', () => reject(new AbortedError(signal.reason)), { once: true });
    });
  }

  async advance(ms: number): Promise<void> {
    for (let step = 0; step < ms; step += 10) {
      this.#now += 10;
      const due = this.#waits.filter(({ at }) => at <= this.#now);
      this.#waits = this.#waits.filter(({ at }) => at > this.#now);
      for (const { end } of due) end();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function transaction(nonce: number): PoolTransaction {
  const hash: Hex = `0x${nonce.toString(16).padStart(64, '0')}`;
  const requires = nonce === 0 ? [] : [`a${nonce - 1}`];
  return { hash, bytes: hash, signer: 'a', nonce, priority: 1n, requires, provides: [`a${nonce}`] };
}

function setUp(refuse: readonly Hex[] = [], postpone: readonly Hex[] = []) {
  const clock = new HandClock();
  const pool = new TransactionPool({ limit: 100, patience: 64, onExit: () => {} });
  const blocks: { at: number; transactions: readonly Hex[] }[] = [];
  let broken = false;
  let waiting = [...postpone];
  const producer = new BlockProducer({
    pool,
    clock,
    logger: createLogger({ name: 'test', level: 'silent' }),
    blockMs: 3_000,
    soonMs: 200,
    earlyBlocks: 4,
    appender: {
      append: async (transactions) => {
        if (broken) throw new TypeError('trap');
        const postponed = transactions.filter((bytes) => waiting.includes(bytes));
        waiting = [];
        blocks.push({ at: clock.now(), transactions });
        return {
          number: blocks.length,
          hash: '0x',
          extrinsics: [],
          storageDiff: {},
          refused: refuse.filter((bytes) => transactions.includes(bytes)),
          postponed,
        } as unknown as Built;
      },
    },
    onBlock: () => {},
  });
  const submit = (...nonces: number[]) => {
    for (const nonce of nonces) {
      if (pool.add(transaction(nonce), blocks.length) === 'ready') producer.submitted();
    }
  };
  return {
    clock,
    pool,
    producer,
    blocks,
    submit,
    breakDown: (down: boolean) => {
      broken = down;
    },
  };
}

describe('BlockProducer', () => {
  it('makes a block every three seconds when nothing waits', async () => {
    const { clock, producer, blocks } = setUp();
    producer.start();
    await clock.advance(9_100);
    expect(blocks.map(({ at }) => at)).toEqual([3_000, 6_000, 9_000]);
    await producer.close();
  });

  it('takes everything that comes within a moment into one block', async () => {
    const { clock, producer, blocks, submit } = setUp();
    producer.start();
    submit(0);
    await clock.advance(150);
    submit(1, 2);
    await clock.advance(300);
    expect(blocks).toMatchObject([
      { at: 200, transactions: [{}, {}, {}].map((_, n) => transaction(n).bytes) },
    ]);
    await producer.close();
  });

  it('makes few blocks out of a stream of transactions, so that windows in blocks keep their length', async () => {
    const { clock, pool, producer, blocks } = setUp();
    const submit = (nonce: number) => {
      pool.add({ ...transaction(nonce), requires: [] }, blocks.length);
      producer.submitted();
    };
    producer.start();
    for (let nonce = 0; nonce < 90; nonce += 1) {
      submit(nonce);
      await clock.advance(100);
    }
    // Nine seconds: four early blocks and one more each three seconds, where without the limit there would be thirty.
    expect(blocks.length).toBeLessThanOrEqual(8);
    expect(blocks.slice(0, 4).map(({ at }) => at)).toEqual([200, 400, 600, 800]);
    await clock.advance(16_000);
    const after = blocks.length;
    submit(90);
    await clock.advance(300);
    expect(blocks.length).toBe(after + 1);
    await producer.close();
  });

  it('keeps what found no room for the next block, soon, and drops what was refused', async () => {
    const { clock, pool, producer, blocks, submit } = setUp([transaction(0).bytes], [transaction(1).bytes]);
    producer.start();
    submit(0, 1);
    await clock.advance(250);
    expect(pool.all().map(({ nonce }) => nonce)).toEqual([1]);
    await producer.close();
    expect(blocks).toHaveLength(1);
  });

  it('makes no block by itself in manual mode', async () => {
    const { clock, producer, blocks, submit } = setUp();
    producer.start();
    producer.setManual(true);
    submit(0);
    await clock.advance(10_000);
    expect(blocks).toEqual([]);
    await producer.buildBlocks(2);
    expect(blocks.map(({ transactions }) => transactions.length)).toEqual([1, 0]);
    await producer.close();
  });

  it('goes on after a block that could not be built, and tells who asked for it', async () => {
    const { clock, producer, blocks, breakDown } = setUp();
    producer.start();
    breakDown(true);
    await expect(producer.buildBlocks(1)).rejects.toMatchObject({ code: 'BLOCK_FAILED' });
    await clock.advance(4_000);
    breakDown(false);
    await clock.advance(4_000);
    expect(blocks.length).toBeGreaterThan(0);
    await producer.close();
  });
});

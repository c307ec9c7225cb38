import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accountOf,
  type ChainClient,
  ChainError,
  connectChain,
  planck,
  type TransactionQueue,
} from '../../src/index.ts';
import { hasAiroNode, type KillableNode, startAiroNode } from '../support/airo-node.ts';

const POLL_MS = 20;
const AMOUNT = planck(3_000_000_000_000n);

const describeWithNode = hasAiroNode('a node that is killed') ? describe : describe.skip;

describeWithNode('a transaction, when the node is killed', () => {
  let node: KillableNode;
  let chain: ChainClient;
  let alice: TransactionQueue;
  beforeAll(async () => {
    node = await startAiroNode();
    chain = await connectChain({ endpoint: node.url });
    alice = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
  });
  afterAll(async () => {
    await alice?.close();
    await chain?.close();
    await node?.close();
  });

  const nonce = () => node.rpc<number>('system_accountNextIndex', alice.account);
  /** A read fails while the client goes to a new socket, which it may do a while after the node is back. */
  const read = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ChainError && error.code === 'CHAIN_UNAVAILABLE')) throw error;
        await pause(POLL_MS);
      }
    }
  };
  const best = async () => (await read(() => chain.head('best'))).number;
  const nextBlock = async () => {
    const number = await best();
    while ((await best()) === number) await pause(POLL_MS);
  };
  /** Makes a transfer to a new account; the node is killed when `moment` has come: it arrives, and once. */
  async function arrivesOnce(to: string, moment: () => Promise<void>, before = () => {}): Promise<void> {
    const receiver = await accountOf({ kind: 'uri', uri: to });
    const first = await nonce();
    // So that there is time until the next one.
    await nextBlock();
    before();
    const sent = alice.submit(chain.transfer(receiver, AMOUNT));
    sent.catch(() => {});
    await moment();
    await node.kill();
    await node.start();
    expect((await sent).events.length).toBeGreaterThan(0);
    await nextBlock();
    expect(await read(() => chain.balance(receiver))).toBe(AMOUNT);
    expect(await nonce()).toBe(first + 1);
  }

  it('while it is asked and does not answer, is sent when it is back, and made once', async () => {
    await arrivesOnce('//Before', async () => {}, node.stun);
  });

  it('with it in the pool, which a node forgets, is sent again and made once', async () => {
    await arrivesOnce('//Pool', async () => {
      while ((await node.rpc<unknown[]>('author_pendingExtrinsics')).length === 0) await pause(POLL_MS);
    });
  });

  it('right after it made a block, is found there or made again, once', async () => {
    const number = await best();
    await arrivesOnce('//Block', async () => {
      const made = async () => Number((await node.rpc<{ number: string }>('chain_getHeader')).number);
      while ((await made()) <= number + 1) await pause(POLL_MS);
    });
  });
});

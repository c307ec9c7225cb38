import { join } from 'node:path';
import { type Clock, type Closer, systemClock } from '@airo/program';
import { z } from 'zod';
import { startChild } from '../child.ts';
import { BenchError } from '../errors.ts';
import { ask } from '../rpc.ts';

const STARTER = 'devnet/src/airo-node/main.ts';
const SYNC_TIMEOUT_MS = 120_000;
const POLL_MS = 100;
/** A tenth of it may wait for an earlier nonce; what comes in while a block is made does, and is thrown away beyond that. */
const POOL_LIMIT = 65_536;

const readySchema = z.object({ url: z.string(), genesisHash: z.string(), metricsUrl: z.string() });

export interface BenchNode {
  /** JSON-RPC over WebSocket. */
  readonly url: string;
  /** Prometheus. */
  readonly metricsUrl: string;
}

/** A chain made by one node and imported by another, which shows what importing a block takes. */
export interface BenchNodes {
  readonly author: BenchNode;
  readonly follower: BenchNode;
}

/** Starts both in that folder; resolves when the follower has what the author made. @throws BenchError RUN_FAILED */
export async function startNodes(folder: string, closer: Closer): Promise<BenchNodes> {
  const start = async (name: string, args: readonly string[]): Promise<BenchNode> => {
    const node = await startChild(
      STARTER,
      [
        '--data-dir',
        join(folder, name),
        '--port',
        '0',
        '--metrics',
        '--pool-limit',
        String(POOL_LIMIT),
        ...args,
      ],
      (output) => (output.includes('\n') ? readySchema.parse(JSON.parse(output)) : undefined),
    );
    closer.add(name, () => node.stop());
    return node.ready;
  };
  const started = await Promise.allSettled([start('author', []), start('follower', ['--follow'])]);
  const [author, follower] = started.map((node) => {
    if (node.status === 'rejected') throw node.reason;
    return node.value;
  }) as [BenchNode, BenchNode];
  const [address] = await ask(author.url, 'system_localListenAddresses', [], z.array(z.string()));
  await ask(follower.url, 'system_addReservedPeer', [address], z.null());
  await inSync({ author, follower }, systemClock);
  return { author, follower };
}

/** Number of a node's best block. */
export async function bestOf(node: BenchNode): Promise<number> {
  const header = await ask(node.url, 'chain_getHeader', [], z.object({ number: z.string() }));
  return Number(header.number);
}

async function inSync({ author, follower }: BenchNodes, clock: Clock): Promise<void> {
  const deadline = clock.now() + SYNC_TIMEOUT_MS;
  while ((await bestOf(follower)) < (await bestOf(author))) {
    if (clock.now() > deadline) {
      throw new BenchError('RUN_FAILED', 'the second airo-node does not follow the first', {});
    }
    await clock.wait(POLL_MS);
  }
}

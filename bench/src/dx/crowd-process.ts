import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDxNode } from '@airo/dx-node';
import type { Answer, Ask, CrowdInit } from './side-calls.ts';

const ANNOUNCE_WAIT_MS = 30_000;

/** Nodes of one network in one process; publishes at one that the reader has no connection to, or at the first. */
const { folder, nodes: count } = JSON.parse(process.argv[2] ?? '') as CrowdInit;
const nodes: Awaited<ReturnType<typeof createDxNode>>[] = [];
for (let i = 0; i < count; i += 1) {
  const first = nodes[0]?.multiaddrs[0];
  nodes.push(
    await createDxNode({
      dataDir: join(folder, `node-${i}`),
      listen: ['/ip4/127.0.0.1/tcp/0'],
      bootstrap: first === undefined ? [] : [first],
      rpcPort: 0,
      metricsPort: 0,
      // What is published is known to the network then, on a busy machine too.
      announceWaitMs: ANNOUNCE_WAIT_MS,
      logLevel: 'error',
    }),
  );
}

process.on('disconnect', () => process.exit(0));
process.on('message', async (ask: Ask) => {
  try {
    reply({ ask: ask.ask, value: await answer(ask) });
  } catch (error) {
    reply({ ask: ask.ask, error: String(error) });
  }
  if (ask.what === 'close') process.exit(0);
});
reply({ ask: 0, value: nodes[0]?.multiaddrs[0] ?? '' });

async function answer({ what, ids, stranger }: Ask): Promise<unknown> {
  if (what === 'close') return void (await Promise.all(nodes.map((node) => node.close())));
  const [first, ...others] = nodes;
  const far = others.filter((node) => node.peers().peers.every(({ peerId }) => peerId !== stranger));
  const holder = stranger === undefined ? first : far[Math.floor(Math.random() * far.length)];
  if (holder === undefined) return [];
  return Promise.all(ids.map(async (file) => (await holder.put(await readFile(file))).key));
}

function reply(answer: Answer): void {
  process.send?.(answer);
}

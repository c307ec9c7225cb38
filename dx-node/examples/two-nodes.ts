/** Two nodes inside of one program: what is put into one is read from the other. Run it with `node`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDxNode, DxError } from '@airo/dx-node';

const dir = await mkdtemp(join(tmpdir(), 'dx-example-'));
/** Port 0 takes a free one. */
const ports = { listen: ['/ip4/127.0.0.1/tcp/0'], rpcPort: 0, metricsPort: 0, logLevel: 'warn' as const };
const first = await createDxNode({ ...ports, dataDir: join(dir, 'first') });
const second = await createDxNode({ ...ports, dataDir: join(dir, 'second'), bootstrap: first.multiaddrs });

try {
  const { key, size } = await first.put(Buffer.from('a model, a picture, an answer'));
  console.log(`stored ${size} bytes as ${key}`);

  // The second one has just begun to dial: until it has a peer, nobody is there to have the blob.
  while (second.peers().peers.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const bytes = await second.get(key, { maxBytes: 1_000, signal: AbortSignal.timeout(60_000) });
  console.log(`the second node got: ${Buffer.from(bytes).toString()}`);
  console.log(`it keeps a copy: ${(await second.stat(key)).held}`);

  try {
    await second.get(`0x${'00'.repeat(32)}`, { maxBytes: 1_000 });
  } catch (error) {
    if (!(error instanceof DxError)) throw error;
    console.log(`nobody has another: ${error.code}`);
  }
} finally {
  await second.close();
  await first.close();
  await rm(dir, { recursive: true });
}

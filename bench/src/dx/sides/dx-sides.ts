import { readFile } from 'node:fs/promises';
import { createDxNode } from '@airo/dx-node';
import { runFailed } from '../../errors.ts';
import type { Way } from './side.ts';

const CONNECT_TIMEOUT_MS = 30_000;
const LOOK_AGAIN_MS = 20;

const OWN_PORTS = { listen: ['/ip4/127.0.0.1/tcp/0'], rpcPort: 0, metricsPort: 0, logLevel: 'warn' } as const;

/** dx-node as it is by default. */
export const dxWay: Way = {
  async send(folder) {
    const node = await createDxNode({ ...OWN_PORTS, listen: [...OWN_PORTS.listen], dataDir: folder });
    return {
      address: node.multiaddrs[0] ?? '',
      publish: async (file) => (await node.put(await readFile(file))).key,
      forget: (key) => node.delete(key),
      close: () => node.close(),
    };
  },
  async receive(folder, address, connections) {
    const init = { ...OWN_PORTS, listen: [...OWN_PORTS.listen], dataDir: folder };
    const node = await createDxNode({ ...init, bootstrap: [address], connections });
    const until = performance.now() + CONNECT_TIMEOUT_MS;
    while (node.peers().peers.length === 0) {
      if (performance.now() > until) throw runFailed('the two dx-nodes did not connect');
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    }
    return {
      id: node.peerId,
      async fetch(key, bytes) {
        const { size } = await node.bring(key);
        if (size !== bytes) throw runFailed(`dx-node brought ${size} bytes of ${bytes}`);
      },
      async read(key, bytes) {
        const { byteLength } = await node.get(key, { maxBytes: bytes });
        if (byteLength !== bytes) throw runFailed(`dx-node read ${byteLength} bytes of ${bytes}`);
      },
      forget: (key) => node.delete(key),
      close: () => node.close(),
    };
  },
};

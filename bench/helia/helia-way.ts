import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight } from '@helia/libp2p';
import { unixfs } from '@helia/unixfs';
import { identify } from '@libp2p/identify';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { FsBlockstore } from 'blockstore-fs';
import { createHeliaLight } from 'helia';
import { CID } from 'multiformats/cid';
import type { Way } from '../src/dx/sides/side.ts';
import { runFailed } from '../src/errors.ts';

const BUFFER_BYTES = 2 ** 20;

/**
 * Helia 7: UnixFS over Bitswap between two nodes that are connected, blocks in files. The transport is dx-node's, tuned alike;
 * its waits for company (10 ms each by default) are off, and so are gateways and public routers.
 */
export const heliaWay: Way = {
  async send(folder) {
    const { helia, files } = await start(folder);
    return {
      address: helia.libp2p.getMultiaddrs()[0]?.toString() ?? '',
      publish: async (file) =>
        (await files.addByteStream(createReadStream(file, { highWaterMark: BUFFER_BYTES }))).toString(),
      forget: async () => {},
      async close() {
        await helia.stop();
      },
    };
  },
  async receive(folder, address) {
    const { helia, files } = await start(folder);
    await helia.libp2p.dial(multiaddr(address));
    return {
      async fetch(id, bytes) {
        let brought = 0;
        for await (const piece of files.cat(CID.parse(id))) brought += piece.byteLength;
        if (brought !== bytes) throw runFailed(`Helia brought ${brought} bytes of ${bytes}: ${basename(id)}`);
      },
      forget: async () => {},
      async close() {
        await helia.stop();
      },
    };
  },
};

async function start(folder: string) {
  const socket = { noDelay: true, highWaterMark: BUFFER_BYTES };
  const light = createHeliaLight({ blockstore: new FsBlockstore(folder) });
  const networked = withLibp2pLight(light, {
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp({ dialOpts: socket, listenOpts: socket })],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() },
  });
  const helia = await withBitswap(networked, { sendWantlistDebounce: 0, sendBlocksDebounce: 0 }).start();
  return { helia, files: unixfs(helia) };
}

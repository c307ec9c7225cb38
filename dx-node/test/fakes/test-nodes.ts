import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair } from '@libp2p/crypto/keys';
import { multiaddr } from '@multiformats/multiaddr';
import { LevelDatastore } from 'datastore-level';
import type { Datastore } from 'interface-datastore';
import { createLibp2pNode, type DxLibp2p } from '../../src/adapters/libp2p/libp2p-node.ts';

export interface TestNode {
  readonly node: DxLibp2p;
  readonly datastore: Datastore;
}

/** libp2p nodes inside of the test; {@link TestNodes.close} stops all of them. */
export class TestNodes {
  readonly #closers: (() => Promise<void>)[] = [];

  /** `streamsPerPeer` also bounds what it opens itself: one that is to break the limits of others needs many. */
  async start(bootstrap?: TestNode, { streamsPerPeer = 64 } = {}): Promise<TestNode> {
    const dir = await mkdtemp(join(tmpdir(), 'dx-libp2p-'));
    const datastore = new LevelDatastore(dir);
    await datastore.open();
    const node = await createLibp2pNode({
      privateKey: await generateKeyPair('Ed25519'),
      datastore,
      listen: ['/ip4/127.0.0.1/tcp/0'],
      announce: [],
      connectionGater: {},
      addressScope: 'any',
      connections: 50,
      connectionsPerSecond: 50,
      streamsPerPeer,
    });
    await node.start();
    this.#closers.push(async () => {
      await node.stop();
      await datastore.close();
      await rm(dir, { recursive: true });
    });
    if (bootstrap !== undefined)
      await node.dial(bootstrap.node.getMultiaddrs().map((at) => multiaddr(at.toString())));
    return { node, datastore };
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}

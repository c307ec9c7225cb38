import type { Datastore } from 'interface-datastore';
import type { DxKey } from '../../domain/key.ts';
import type { PeerRef } from '../../ports/blob-peers.ts';
import type { ContentRouter } from '../../ports/content-router.ts';
import { cidOf, keyOfMultihash } from './blob-cid.ts';
import type { DxLibp2p } from './libp2p-node.ts';
import { PROVIDER_PREFIX } from './provider-record-cap.ts';

/** Provider records in the Kademlia DHT. */
export class KadRouter implements ContentRouter {
  readonly #node: DxLibp2p;
  readonly #datastore: Datastore;

  /** `datastore` is the one that the node has. */
  constructor(node: DxLibp2p, datastore: Datastore) {
    this.#node = node;
    this.#datastore = datastore;
  }

  canLookUp(): boolean {
    return this.#node.getConnections().length > 0;
  }

  async *findProviders(key: DxKey, signal: AbortSignal): AsyncGenerator<PeerRef[]> {
    for await (const event of this.#node.services.dht.findProviders(cidOf(key), { signal })) {
      if (event.name !== 'PROVIDER') continue;
      const others = event.providers.filter(({ id }) => !id.equals(this.#node.peerId));
      // Dialling by id needs the addresses in the peer store, where the DHT doesn't put them.
      for (const { id, multiaddrs } of others) await this.#node.peerStore.merge(id, { multiaddrs });
      if (others.length > 0) yield others.map(({ id }) => ({ id: id.toString() }));
    }
  }

  async provide(key: DxKey, signal: AbortSignal): Promise<number> {
    if (!this.canLookUp()) return 0;
    let told = 0;
    for await (const event of this.#node.services.dht.provide(cidOf(key), { signal })) {
      if (event.name === 'PEER_RESPONSE' && event.messageName === 'ADD_PROVIDER') told += 1;
    }
    return told;
  }

  async *provided(): AsyncGenerator<DxKey> {
    const self = this.#node.peerId.toString();
    for await (const record of this.#datastore.queryKeys({ prefix: PROVIDER_PREFIX })) {
      const [multihash = '', peer] = record.toString().slice(PROVIDER_PREFIX.length).split('/');
      const key = peer === self ? keyOfMultihash(multihash) : undefined;
      if (key !== undefined) yield key;
    }
  }

  async withdraw(key: DxKey): Promise<void> {
    await this.#node.services.dht.cancelReprovide(cidOf(key));
  }
}

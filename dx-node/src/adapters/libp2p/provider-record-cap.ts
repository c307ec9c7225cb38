import type { Datastore, Key, Pair } from 'interface-datastore';
import { DxError } from '../../errors.ts';

/** kad-dht keeps provider records as `/dht/provider/<multihash in base32>/<peer>`. */
export const PROVIDER_PREFIX = '/dht/provider/';

export interface ProviderRecordCapInit {
  /** Records that one other peer may leave here. */
  perPeer: number;
  /** Base58 id of this node, which isn't limited. */
  self: string;
}

/** Bounds what others can make this node store: kad-dht takes any number of provider records from anybody. */
export async function capProviderRecords(
  datastore: Datastore,
  init: ProviderRecordCapInit,
): Promise<Datastore> {
  const counts = new Map<string, number>();
  for await (const key of datastore.queryKeys({ prefix: PROVIDER_PREFIX })) count(counts, key, 1);
  return new Proxy(datastore, {
    get(target, property, receiver) {
      if (property === 'put') return put;
      if (property === 'delete') return remove;
      const value: unknown = Reflect.get(target, property, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

  async function put(key: Key, value: Pair['value'], options?: { signal?: AbortSignal }): Promise<Key> {
    const peer = providerOf(key);
    if (peer === undefined || peer === init.self || (await datastore.has(key, options))) {
      return datastore.put(key, value, options);
    }
    if ((counts.get(peer) ?? 0) >= init.perPeer) {
      throw new DxError('DX_BUSY', `${peer} has left ${init.perPeer} provider records here already`, {
        peer,
        limit: 'providerRecordsPerPeer',
      });
    }
    count(counts, key, 1);
    return datastore.put(key, value, options);
  }

  async function remove(key: Key, options?: { signal?: AbortSignal }): Promise<void> {
    if (providerOf(key) !== undefined && (await datastore.has(key, options))) count(counts, key, -1);
    await datastore.delete(key, options);
  }
}

function providerOf(key: Key): string | undefined {
  const text = key.toString();
  return text.startsWith(PROVIDER_PREFIX) ? text.slice(text.lastIndexOf('/') + 1) : undefined;
}

function count(counts: Map<string, number>, key: Key, by: number): void {
  const peer = providerOf(key);
  if (peer === undefined) return;
  const next = (counts.get(peer) ?? 0) + by;
  if (next > 0) counts.set(peer, next);
  else counts.delete(peer);
}

import type { Datastore, Key, Pair } from 'interface-datastore';
import { DxError } from '../../errors.ts';

/** kad-dht keeps provider records as `/dht/provider/<multihash in base32>/<peer>`. */
export const PROVIDER_PREFIX = '/dht/provider/';
/** Where it would keep values that anybody may put; Dx has none. */
const VALUE_PREFIX = '/dht/record/';

export interface ProviderRecordCapInit {
  /** Records that one other peer may leave here. */
  perPeer: number;
  /** Records that all others may leave here, however many ids they make up. */
  inAll: number;
  /** Base58 id of this node, which isn't limited. */
  self: string;
}

/** Bounds what others can make this node store: kad-dht takes any number of provider records, and values, from anybody. */
export async function capProviderRecords(
  datastore: Datastore,
  init: ProviderRecordCapInit,
): Promise<Datastore> {
  const counts = new Map<string, number>();
  let total = 0;
  const count = (peer: string, by: 1 | -1): void => {
    const next = (counts.get(peer) ?? 0) + by;
    if (next > 0) counts.set(peer, next);
    else counts.delete(peer);
    if (peer !== init.self) total += by;
  };
  for await (const key of datastore.queryKeys({ prefix: PROVIDER_PREFIX })) count(providerOf(key) ?? '', 1);
  return new Proxy(datastore, {
    get(target, property, receiver) {
      if (property === 'put') return put;
      if (property === 'delete') return remove;
      const value: unknown = Reflect.get(target, property, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

  async function put(key: Key, value: Pair['value'], options?: { signal?: AbortSignal }): Promise<Key> {
    if (key.toString().startsWith(VALUE_PREFIX))
      throw new DxError('DX_BAD_REQUEST', 'this network keeps no values', {});
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
    if (total >= init.inAll) {
      throw new DxError('DX_BUSY', `${init.inAll} provider records are here already`, {
        limit: 'providerRecords',
      });
    }
    count(peer, 1);
    return datastore.put(key, value, options);
  }

  async function remove(key: Key, options?: { signal?: AbortSignal }): Promise<void> {
    const peer = providerOf(key);
    if (peer !== undefined && (await datastore.has(key, options))) count(peer, -1);
    await datastore.delete(key, options);
  }
}

function providerOf(key: Key): string | undefined {
  const text = key.toString();
  return text.startsWith(PROVIDER_PREFIX) ? text.slice(text.lastIndexOf('/') + 1) : undefined;
}

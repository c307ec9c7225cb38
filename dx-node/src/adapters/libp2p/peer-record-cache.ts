import type { Datastore, Key, Pair, Query } from 'interface-datastore';

/** libp2p keeps what it knows of a peer under `/peers/<peer id in base32>`. */
const PEER_PREFIX = '/peers/';

export interface PeerRecordCache {
  /** The datastore to give to libp2p. */
  readonly datastore: Datastore;
  /** Writes what is only in memory; call it before the inner one closes. */
  flush(): Promise<void>;
}

export interface PeerRecordCacheInit {
  /** Records kept in memory; the least recently used leave first. */
  maxRecords: number;
  /** How long a change may stay in memory only: what a crash can lose of the addresses known. */
  flushMs: number;
  /** Told when a change couldn't be written; it is tried again with the next one. */
  onError: (error: unknown) => void;
}

/**
 * Keeps peer records in memory and writes changes together. libp2p reads and writes the record of a peer each time a stream to
 * it is opened, one stream after the other: on disk that costs more than sending a small blob.
 */
export function cachePeerRecords(inner: Datastore, init: PeerRecordCacheInit): PeerRecordCache {
  const records = new Map<string, Uint8Array>();
  const changed = new Map<string, Pair>();
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  const datastore = new Proxy(inner, {
    get(target, property, receiver) {
      if (property === 'get') return get;
      if (property === 'has') return has;
      if (property === 'put') return put;
      if (property === 'delete') return remove;
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { datastore, flush };

  async function get(key: Key, options?: { signal?: AbortSignal }): Promise<Uint8Array> {
    const name = key.toString();
    const held = changed.get(name)?.value ?? records.get(name);
    if (held !== undefined) return remember(name, held);
    const value = await inner.get(key, options);
    // A change that came meanwhile is newer than what was read.
    return isPeer(name) ? remember(name, changed.get(name)?.value ?? value) : value;
  }

  async function has(key: Key, options?: { signal?: AbortSignal }): Promise<boolean> {
    const name = key.toString();
    return changed.has(name) || records.has(name) || inner.has(key, options);
  }

  async function put(key: Key, value: Uint8Array, options?: { signal?: AbortSignal }): Promise<Key> {
    const name = key.toString();
    if (!isPeer(name)) return inner.put(key, value, options);
    remember(name, value);
    changed.set(name, { key, value });
    timer ??= setTimeout(() => void flush().catch(init.onError), init.flushMs).unref();
    return key;
  }

  async function remove(key: Key, options?: { signal?: AbortSignal }): Promise<void> {
    const name = key.toString();
    records.delete(name);
    changed.delete(name);
    await flushing.catch(() => undefined);
    await inner.delete(key, options);
  }

  async function* query(wanted: Query, options?: { signal?: AbortSignal }): AsyncGenerator<Pair> {
    await flush();
    yield* inner.query(wanted, options);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    flushing = flushing.catch(() => undefined).then(writeChanged);
    return flushing;
  }

  async function writeChanged(): Promise<void> {
    const writing = [...changed];
    if (writing.length === 0) return;
    const batch = inner.batch();
    for (const [, { key, value }] of writing) batch.put(key, value);
    await batch.commit();
    for (const [name, pair] of writing) if (changed.get(name) === pair) changed.delete(name);
  }

  function remember(name: string, value: Uint8Array): Uint8Array {
    records.delete(name);
    records.set(name, value);
    const [oldest] = records.keys();
    if (records.size > init.maxRecords && oldest !== undefined) records.delete(oldest);
    return value;
  }
}

function isPeer(name: string): boolean {
  return name.startsWith(PEER_PREFIX);
}

import { describe, expect, it } from '@jest/globals';
import { MemoryDatastore } from 'datastore-core';
import { Key } from 'interface-datastore';
import { cachePeerRecords } from '../../../src/adapters/libp2p/peer-record-cache.ts';

const PEER = new Key('/peers/bafzaaa');
const OTHER = new Key('/peers/bafzbbb');
const RECORD = new Key('/dht/provider/abc/def');
const bytes = (text: string) => new TextEncoder().encode(text);

/** Over a datastore that counts what reaches it; nothing is written but by `flush`. */
function start({ maxRecords = 10 } = {}) {
  const inner = new MemoryDatastore();
  const reads: string[] = [];
  const get = inner.get.bind(inner);
  inner.get = (key, options) => {
    reads.push(key.toString());
    return get(key, options);
  };
  const cache = cachePeerRecords(inner, { maxRecords, flushMs: 1_000_000, onError: () => {} });
  return { inner, reads, ...cache };
}

describe('peer records in memory', () => {
  it('are read without the disk and written by a flush', async () => {
    const { datastore, inner, reads, flush } = start();
    await datastore.put(PEER, bytes('one'));
    await datastore.put(PEER, bytes('two'));
    expect(await datastore.get(PEER)).toEqual(bytes('two'));
    expect(reads).toEqual([]);
    expect(inner.has(PEER)).toBe(false);
    await flush();
    expect(inner.get(PEER)).toEqual(bytes('two'));
  });

  it('of an earlier run are read from disk once', async () => {
    const { datastore, inner, reads } = start();
    inner.put(PEER, bytes('old'));
    await datastore.get(PEER);
    expect(await datastore.get(PEER)).toEqual(bytes('old'));
    expect(reads).toEqual([PEER.toString()]);
  });

  it('that leave for want of room keep what was changed', async () => {
    const { datastore } = start({ maxRecords: 1 });
    await datastore.put(PEER, bytes('one'));
    await datastore.put(OTHER, bytes('other'));
    expect(await datastore.get(PEER)).toEqual(bytes('one'));
    expect(await datastore.has(PEER)).toBe(true);
  });

  it('that are deleted are nowhere', async () => {
    const { datastore, inner, flush } = start();
    await datastore.put(PEER, bytes('one'));
    await flush();
    await datastore.put(PEER, bytes('two'));
    await datastore.delete(PEER);
    await flush();
    expect(inner.has(PEER)).toBe(false);
    expect(await datastore.has(PEER)).toBe(false);
  });

  it('are all in a query', async () => {
    const { datastore } = start();
    await datastore.put(PEER, bytes('one'));
    const found: string[] = [];
    for await (const { key } of datastore.query({ prefix: '/peers/' })) found.push(key.toString());
    expect(found).toEqual([PEER.toString()]);
  });

  it('go to disk with the next flush when one failed', async () => {
    const { datastore, inner, flush } = start();
    await datastore.put(PEER, bytes('one'));
    const batch = inner.batch.bind(inner);
    inner.batch = () => {
      throw new TypeError('disk full');
    };
    await expect(flush()).rejects.toThrow('disk full');
    inner.batch = batch;
    await flush();
    expect(inner.get(PEER)).toEqual(bytes('one'));
  });

  it('leave everything else alone', async () => {
    const { datastore, inner } = start();
    await datastore.put(RECORD, bytes('provider'));
    expect(inner.get(RECORD)).toEqual(bytes('provider'));
  });
});

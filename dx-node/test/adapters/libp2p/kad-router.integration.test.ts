import { afterEach, describe, expect, it } from '@jest/globals';
import { peerIdFromString } from '@libp2p/peer-id';
import { Key } from 'interface-datastore';
import { cidOf } from '../../../src/adapters/libp2p/blob-cid.ts';
import { KadRouter } from '../../../src/adapters/libp2p/kad-router.ts';
import { capProviderRecords } from '../../../src/adapters/libp2p/provider-record-cap.ts';
import { keyOf } from '../../../src/domain/key.ts';
import { until } from '../../fakes/conditions.ts';
import { type TestNode, TestNodes } from '../../fakes/test-nodes.ts';

const KEY = keyOf(Buffer.from('a blob'));
const signal = AbortSignal.timeout(60_000);

describe('provider records', () => {
  const nodes = new TestNodes();
  afterEach(() => nodes.close());

  const ownRecords = async ({ datastore }: TestNode): Promise<number> => {
    let count = 0;
    for await (const _key of datastore.queryKeys({ prefix: '/dht/provider' })) count += 1;
    return count;
  };

  it('are found by a node that only knows another one, and no more told when withdrawn', async () => {
    const first = await nodes.start();
    const holder = await nodes.start(first);
    const seeker = await nodes.start(first);
    const router = new KadRouter(holder.node, holder.datastore);
    await until('somebody took note', async () => (await router.provide(KEY, signal)) > 0);
    const found: string[] = [];
    const stop = new AbortController();
    for await (const providers of new KadRouter(seeker.node, seeker.datastore).findProviders(
      KEY,
      stop.signal,
    )) {
      found.push(...providers.map(({ id }) => id));
      break;
    }
    stop.abort();
    expect(found).toEqual([holder.node.peerId.toString()]);
    const addresses = (await seeker.node.peerStore.get(peerIdFromString(found[0] ?? ''))).addresses;
    expect(addresses.length).toBeGreaterThan(0);
    expect(await ownRecords(holder)).toBe(1);
    expect(await all(router.provided())).toEqual([KEY]);
    // The one that took note has a record too, but none of its own.
    expect(await all(new KadRouter(first.node, first.datastore).provided())).toEqual([]);
    await router.withdraw(KEY);
    expect(await ownRecords(holder)).toBe(0);
  });

  it('reach nobody from a node that is alone', async () => {
    const alone = await nodes.start();
    const router = new KadRouter(alone.node, alone.datastore);
    expect(router.canLookUp()).toBe(false);
    expect(await router.provide(KEY, signal)).toBe(0);
  });

  it('are of sha2-256, the only hash that the DHT keeps records of', () => {
    expect(cidOf(KEY).multihash.code).toBe(0x12);
    expect(cidOf(KEY).version).toBe(1);
  });

  it('of one peer are kept up to a number, those of others and our own without regard to it', async () => {
    const { datastore } = await nodes.start();
    const record = (cid: string, peer: string): Key => new Key(`/dht/provider/${cid}/${peer}`);
    await datastore.put(record('c0', 'greedy'), Buffer.from('x'));
    const capped = await capProviderRecords(datastore, { perPeer: 2, inAll: 4, self: 'me' });
    await capped.put(record('c1', 'greedy'), Buffer.from('x'));
    await expect(capped.put(record('c2', 'greedy'), Buffer.from('x'))).rejects.toMatchObject({
      code: 'DX_BUSY',
    });
    await capped.put(record('c1', 'greedy'), Buffer.from('again'));
    await capped.put(record('c2', 'modest'), Buffer.from('x'));
    for (const cid of ['c1', 'c2', 'c3']) await capped.put(record(cid, 'me'), Buffer.from('x'));
    await capped.delete(record('c0', 'greedy'));
    await capped.put(record('c2', 'greedy'), Buffer.from('x'));
    await capped.put(record('c3', 'modest'), Buffer.from('x'));
    await expect(capped.put(record('c3', 'sybil'), Buffer.from('x'))).rejects.toMatchObject({
      data: { limit: 'providerRecords' },
    });
    await expect(capped.put(new Key('/dht/record/any'), Buffer.from('x'))).rejects.toMatchObject({
      code: 'DX_BAD_REQUEST',
    });
    expect(Buffer.from(await capped.get(record('c1', 'greedy'))).toString()).toBe('again');
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

import { createLogger } from '@airo/program';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/domain/key.ts';
import { Announcer } from '../../src/pipeline/announce.ts';
import type { DxKey } from '../../src/schemas/key.ts';
import { someBytes, store } from '../fakes/blobs.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeNetwork } from '../fakes/fake-network.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const RETRY_MS = 1_000;

describe('announcing', () => {
  let network: FakeNetwork;
  let clock: FakeClock;
  let blobs: MemoryBlobStore;
  let announcer: Announcer;

  beforeEach(() => {
    network = new FakeNetwork();
    network.canLookUp = () => true;
    clock = new FakeClock();
    blobs = new MemoryBlobStore({ clock, limits: { maxBlobBytes: 1_000, quotaBytes: 1_000, ttlMs: 60_000 } });
    announcer = new Announcer({
      store: blobs,
      router: network,
      clock,
      logger: createLogger({ name: 'test', level: 'silent' }),
      concurrency: 2,
      timeoutMs: 1_000,
      retryMs: RETRY_MS,
    });
  });
  afterEach(() => announcer.close());

  it('happens once, and is remembered', async () => {
    const key = await store(blobs, someBytes(10));
    await Promise.all([announcer.announce(key), announcer.announce(key)]);
    expect(network.announced).toEqual([key]);
    expect(blobs.stat(key)?.announcedAt).toBe(clock.now());
    expect(announcer.pending).toBe(0);
  });

  it('is repeated until somebody takes note', async () => {
    network.audience = 0;
    const key = await store(blobs, someBytes(10));
    await announcer.announce(key);
    expect(announcer.pending).toBe(1);
    network.audience = 1;
    await until(() => {
      clock.advance(RETRY_MS);
      return announcer.pending === 0;
    });
    expect(network.announced).toEqual([key, key]);
  });

  it('of many blobs waits with one timer, and asks nobody, while there is nobody to ask', async () => {
    let isAlone = true;
    network.canLookUp = () => !isAlone;
    let waits = 0;
    const wait = clock.wait.bind(clock);
    clock.wait = (ms, signal) => {
      waits += 1;
      return wait(ms, signal);
    };
    const keys: DxKey[] = [];
    for (let i = 0; i < 20; i += 1) {
      keys.push(await store(blobs, someBytes(10, i)));
      await announcer.announce(keys[i] as DxKey);
    }
    expect([announcer.pending, waits, network.announced]).toEqual([20, 1, []]);
    clock.advance(RETRY_MS);
    await until(() => waits === 2);
    await blobs.delete(keys.pop() as DxKey);
    isAlone = false;
    clock.advance(RETRY_MS);
    await until(() => announcer.pending === 0);
    expect(network.announced.toSorted()).toEqual(keys.toSorted());
  });

  it('waits for its turn, and is given up by a node that closes', async () => {
    const told = Promise.withResolvers<number>();
    let asked = 0;
    network.provide = () => {
      asked += 1;
      return told.promise;
    };
    const announcing = [];
    for (let i = 0; i < 5; i += 1) announcing.push(announcer.announce(await store(blobs, someBytes(10, i))));
    expect(asked).toBe(2);
    const closing = announcer.close();
    told.resolve(1);
    await Promise.all([...announcing, closing]);
    expect(asked).toBe(2);
  });

  it('takes up after a restart what was not done before', async () => {
    const done = await store(blobs, someBytes(10, 1));
    const open = await store(blobs, someBytes(10, 2));
    await blobs.markAnnounced(done);
    announcer.start();
    await until(() => network.announced.length === 2);
    expect(new Set(network.announced)).toEqual(new Set([done, open]));
  });

  it('tells again after a restart, oldest first, when somebody is there to listen', async () => {
    const keys = [await store(blobs, someBytes(10, 1)), await store(blobs, someBytes(10, 2))];
    await blobs.markAnnounced(keys[1] as DxKey);
    clock.advance(1);
    await blobs.markAnnounced(keys[0] as DxKey);
    network.audience = 0;
    announcer.start();
    await until(() => network.announced.length === 2);
    network.audience = 1;
    await until(() => {
      clock.advance(RETRY_MS);
      return network.announced.length === 4;
    });
    expect(network.announced.slice(0, 2)).toEqual([keys[1], keys[0]]);
    expect(announcer.pending).toBe(0);
  });

  it('withdraws after a restart what is not here any more', async () => {
    const held = await store(blobs, someBytes(10, 1));
    const gone = keyOf(someBytes(10, 2));
    for (const key of [held, gone]) network.records.add(key);
    announcer.start();
    await until(() => network.withdrawn.length > 0);
    expect(network.withdrawn).toEqual([gone]);
  });

  it('is repeated when it fails, and a record that cannot be withdrawn stops nothing', async () => {
    const key = await store(blobs, someBytes(10));
    let attempts = 0;
    network.provide = async () => {
      attempts += 1;
      if (attempts === 1) throw new RangeError('no route');
      return 1;
    };
    network.withdraw = async () => {
      throw new RangeError('no disk');
    };
    await announcer.announce(key);
    await until(() => {
      clock.advance(RETRY_MS);
      return announcer.pending === 0;
    });
    await blobs.delete(key);
    expect(attempts).toBe(2);
  });

  it('is withdrawn when the blob left while it was under way', async () => {
    const told = Promise.withResolvers<number>();
    network.provide = () => told.promise;
    const key = await store(blobs, someBytes(10));
    const announcing = announcer.announce(key);
    await blobs.delete(key);
    network.withdrawn.length = 0;
    told.resolve(1);
    await announcing;
    expect(network.withdrawn).toEqual([key]);
    expect(announcer.pending).toBe(0);
  });

  it('is not begun by a node that closes', async () => {
    await announcer.close();
    await announcer.announce(await store(blobs, someBytes(10)));
    expect(network.announced).toEqual([]);
  });

  it('is withdrawn when the blob leaves, and not repeated', async () => {
    network.audience = 0;
    const key = await store(blobs, someBytes(10));
    await announcer.announce(key);
    await blobs.delete(key);
    clock.advance(RETRY_MS);
    await announcer.close();
    expect(network.withdrawn).toEqual([key]);
    expect(network.announced).toEqual([key]);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

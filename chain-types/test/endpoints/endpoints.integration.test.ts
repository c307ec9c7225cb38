import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type BlockEvents,
  type ChainClient,
  connectChain,
  type EndpointSwitch,
  planck,
} from '../../src/index.ts';
import { cuttableProxy } from '../support/cuttable-proxy.ts';
import { type SpawnedChain, spawnEmbeddedChain } from '../support/embedded-chain.ts';
import { stuckNode } from '../support/stuck-node.ts';

/** Looks more often than anybody wants it in earnest, so that a test needn't wait. */
const QUICK = { everyMs: 50, silenceMs: 60_000, maxLag: 2, maxAgeMs: 3_600_000 };
/** For wires that go dead. A machine that is busy may not answer for a second. */
const SILENCE = { silenceMs: 3_000 };

describe('a client with several endpoints', () => {
  let spawned: SpawnedChain;
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    spawned = await spawnEmbeddedChain(['--block-ms', '600000']);
  });
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  afterAll(() => spawned?.stop());

  const opened = <T extends { close(): Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  const newBlocks = (count: number) => spawned.rpc('dev_newBlock', { count });

  async function connected(endpoint: readonly string[], limits: Partial<typeof QUICK> = {}) {
    const switches: EndpointSwitch[] = [];
    const onSwitch = (change: EndpointSwitch) => void switches.push(change);
    const chain = opened(await connectChain({ endpoint, endpoints: { ...QUICK, ...limits, onSwitch } }));
    return { chain, switches, heard: await listening(chain) };
  }

  /** Blocks from the next one on, as they come. */
  async function listening(chain: ChainClient) {
    const stop = new AbortController();
    const heard: BlockEvents[] = [];
    const after = await chain.head('best');
    const reading = (async () => {
      for await (const block of chain.blocks({ after, finality: 'best', signal: stop.signal }))
        heard.push(block);
    })();
    opened({
      close: async () => {
        stop.abort();
        await reading;
      },
    });
    return { until: (count: number) => until(() => heard.length >= count), heard };
  }

  it('begins with the first of the list, and stays there', async () => {
    const { chain, switches, heard } = await connected([
      spawned.url,
      spawned.url.replace('127.0.0.1', 'localhost'),
    ]);
    await newBlocks(2);
    await heard.until(2);
    expect(chain.endpoint).toBe(spawned.url);
    expect(chain.endpoints.map(({ inUse }) => inUse)).toEqual([true, false]);
    expect(switches).toEqual([]);
  });

  it('begins with another when nobody answers at the first', async () => {
    const { chain } = await connected(['ws://127.0.0.1:9', spawned.url]);
    expect(chain.endpoint).toBe(spawned.url);
    expect(chain.endpoints[0]).toMatchObject({ inUse: false, fault: { fault: 'unreachable' } });
  });

  it('leaves a wire that is open and dead, in the middle of what it does', async () => {
    const proxy = opened(await cuttableProxy(spawned.url));
    // It is to be left for its silence, however many blocks it misses meanwhile.
    const { chain, switches, heard } = await connected([proxy.url, spawned.url], { ...SILENCE, maxLag: 100 });
    await newBlocks(1);
    await heard.until(1);
    expect(chain.endpoint).toBe(proxy.url);

    proxy.freeze({ stayDead: true });
    // Fails with the endpoint: nobody waits for the minute that a request may take.
    const waiting = expect(chain.head('best')).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
    await newBlocks(2);
    await heard.until(3);
    await waiting;
    expect(switches).toMatchObject([{ from: proxy.url, to: spawned.url, fault: 'silent' }]);
    expect(chain.endpoints[0]?.left).toEqual({ silent: 1 });
    const numbers = heard.heard.map(({ block }) => block.number);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
  });

  it('opens a second wire to its only endpoint when the first is dead', async () => {
    const proxy = opened(await cuttableProxy(spawned.url));
    const { chain, heard } = await connected([proxy.url], SILENCE);
    proxy.freeze({ stayDead: false });
    await newBlocks(2);
    await heard.until(2);
    expect(chain.endpoints).toMatchObject([{ inUse: true, fault: null }]);
  });

  it('leaves an endpoint that answers with old blocks, and signs at the new one', async () => {
    const stuck = opened(await stuckNode(spawned.url));
    const { chain, switches, heard } = await connected([stuck.url, spawned.url]);
    const head = await chain.head('best');
    await stuck.stick(head.number);
    await newBlocks(5);
    await heard.until(5);
    expect(switches).toMatchObject([
      {
        from: stuck.url,
        to: spawned.url,
        fault: 'behind',
        detail: expect.stringMatching(/ behind the highest/),
      },
    ]);
    const alice = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
    const { block } = await alice.submit(chain.transfer(alice.account, planck(1n)));
    expect(block.number).toBeGreaterThan(head.number + 5);
  });

  it('says of an only endpoint that its blocks are old by their own time', async () => {
    const { chain } = await connected([spawned.url], { maxAgeMs: -3_600_000_000 });
    await until(() => chain.endpoints[0]?.fault?.fault === 'stale');
    expect(chain.endpoints[0]).toMatchObject({ inUse: true });
  });

  it('says of an only endpoint that it has fewer blocks than it had, until it has them again', async () => {
    const stuck = opened(await stuckNode(spawned.url));
    const { chain, heard } = await connected([stuck.url]);
    const head = await chain.head('best');
    await newBlocks(6);
    await heard.until(6);
    await until(() => chain.endpoints[0]?.best === head.number + 6);
    await stuck.stick(head.number);
    await until(() => chain.endpoints[0]?.fault?.fault === 'behind');
    stuck.unstick();
    await until(() => chain.endpoints[0]?.fault === null);
    await newBlocks(1);
    await heard.until(7);
    const numbers = heard.heard.map(({ block }) => block.number);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
  });

  it('refuses endpoints of different chains, naming them', async () => {
    const other = await spawnEmbeddedChain();
    opened({ close: () => other.stop() });
    await expect(
      connectChain({ endpoint: [spawned.url, other.url], endpoints: QUICK }),
    ).rejects.toMatchObject({
      code: 'ENDPOINTS_DISAGREE',
      message: expect.stringContaining(`${other.url} ${other.genesisHash}`),
    });
  });

  it('never goes to an endpoint that comes up with another chain', async () => {
    const other = await spawnEmbeddedChain();
    opened({ close: () => other.stop() });
    const proxy = opened(await cuttableProxy(spawned.url));
    const late = opened(await cuttableProxy('ws://127.0.0.1:9'));
    const { chain, switches } = await connected([proxy.url, late.url]);
    late.aimAt(other.url);
    await until(() => chain.endpoints[1]?.fault?.fault === 'otherChain');
    proxy.cut();
    await until(() => chain.endpoints[0]?.fault === null && chain.endpoints[0].best !== null);
    expect(switches).toEqual([]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const { setTimeout: wait } = await import('node:timers/promises');
  while (!condition()) await wait(5);
}

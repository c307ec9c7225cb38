import { describe, expect, it } from '@jest/globals';
import type { Call, Inclusion } from '../../src/client/transactions.ts';
import { ChainError } from '../../src/errors.ts';
import { accountId } from '../../src/model/ids.ts';
import { AccountQueue } from '../../src/transactions/transaction-queue.ts';
import { aloneCall, call, FakeChain } from '../fakes/fake-chain.ts';
import { ManualClock, settled } from '../fakes/manual-clock.ts';

const BATCH_MS = 1_000;
const TIMEOUT_MS = 60_000;

function setUp() {
  const chain = new FakeChain();
  const clock = new ManualClock();
  const queue = new AccountQueue({
    chain,
    clock,
    account: accountId('alice'),
    signer: accountId('alice'),
    batchMs: BATCH_MS,
    timeoutMs: TIMEOUT_MS,
  });
  const submit = (one: Call, options = {}) => watch(queue.submit(one, options));
  /** Lets the batch window pass, so that everything is sent. */
  const send = () => clock.advance(BATCH_MS);
  const produce = async () => {
    chain.produce();
    await settled();
  };
  return { chain, clock, queue, submit, send, produce };
}

/** A promise whose state can be looked at. */
function watch(promise: Promise<Inclusion>) {
  const seen: { value?: Inclusion; error?: { code: string; data: Record<string, unknown> } } = {};
  promise.then(
    (value) => {
      seen.value = value;
    },
    (error) => {
      seen.error = error;
    },
  );
  return seen;
}

const callsOf = (chain: FakeChain) => [...chain.signed.values()].map(({ calls }) => calls.map((c) => c.name));

describe('batching', () => {
  it('sends calls of one window as one batch, each with its own events and share of the fee', async () => {
    const { chain, submit, send, produce } = setUp();
    const results = [submit(call('a')), submit(call('b')), submit(call('c'))];
    await send();
    expect(callsOf(chain)).toEqual([['a', 'b', 'c']]);
    await produce();
    expect(results.map(({ value }) => value?.events)).toEqual(
      ['a', 'b', 'c'].map((name) => [{ type: 'other', pallet: 'test', name }]),
    );
    expect(results.map(({ value }) => value?.fee)).toEqual([34n, 33n, 33n]);
    expect(results.map(({ value }) => value?.block.number)).toEqual([1, 1, 1]);
  });

  it('sends thirty calls at once without waiting, and the rest after the window', async () => {
    const { chain, submit, send } = setUp();
    for (let i = 0; i < 40; i += 1) submit(call(`c${i}`));
    await settled();
    expect(callsOf(chain).map((names) => names.length)).toEqual([30]);
    await send();
    expect(callsOf(chain).map((names) => names.length)).toEqual([30, 10]);
  });

  it('lets a hurried call shorten the window of those that wait', async () => {
    const { chain, clock, submit } = setUp();
    submit(call('patient'));
    submit(call('hurried'), { batchMs: 200 });
    await clock.advance(200);
    expect(callsOf(chain)).toEqual([['patient', 'hurried']]);
  });

  it('sends an urgent call at once when nothing is on its way, and else with the others of its window', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    const urgent = { batchMs: 200, urgent: true };
    submit(call('first'), urgent);
    submit(call('same moment'), urgent);
    await clock.advance(0);
    expect(callsOf(chain)).toEqual([['first', 'same moment']]);
    submit(call('second'), urgent);
    await clock.advance(100);
    submit(call('third'), urgent);
    await clock.advance(100);
    expect(callsOf(chain).slice(1)).toEqual([['second', 'third']]);
    await produce();
    submit(call('unhurried'));
    submit(call('fourth'), urgent);
    await clock.advance(0);
    expect(callsOf(chain).slice(2)).toEqual([['unhurried', 'fourth']]);
    await send();
  });

  it('takes nothing for idle while a transaction is being signed', async () => {
    const { chain, clock, submit } = setUp();
    const urgent = { batchMs: 200, urgent: true };
    chain.offline = true;
    submit(call('first'), urgent);
    await clock.advance(0);
    submit(call('second'), urgent);
    await clock.advance(100);
    submit(call('third'), urgent);
    chain.offline = false;
    await clock.advance(1_000);
    expect(callsOf(chain)).toEqual([['first'], ['second', 'third']]);
  });

  it('sends a call with batch events of its own alone, in its turn', async () => {
    const { chain, submit, send } = setUp();
    submit(call('before'));
    submit(aloneCall('batch'));
    submit(call('after'));
    await send();
    expect(callsOf(chain)).toEqual([['before'], ['batch'], ['after']]);
  });

  it('halves a batch that is too heavy for a block', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.maxCalls = 2;
    const results = ['a', 'b', 'c', 'd'].map((name) => submit(call(name)));
    await send();
    await produce();
    expect(results.every(({ value }) => value !== undefined)).toBe(true);
    expect(callsOf(chain).slice(1)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});

describe('results', () => {
  it('maps the failure of one item to its caller and leaves the others', async () => {
    const { submit, send, produce } = setUp();
    const [good, bad] = [submit(call('good')), submit(call('bad', 'NotOwner'))];
    await send();
    await produce();
    expect(good?.value?.block.number).toBe(1);
    expect(bad?.error?.code).toBe('DISPATCH_FAILED');
    expect(bad?.error?.data).toMatchObject({ pallet: 'test', name: 'NotOwner', call: 'bad' });
  });

  it('rejects a single call that fails by its error', async () => {
    const { submit, send, produce } = setUp();
    const bad = submit(call('bad', 'Chilled'));
    await send();
    await produce();
    expect(bad.error?.data).toMatchObject({ name: 'Chilled' });
  });

  it('finds the block by walking, when other blocks came between', async () => {
    const { chain, submit, send, produce } = setUp();
    const one = submit(call('a'));
    await send();
    const [waiting] = chain.pool.splice(0);
    chain.forgetful = true;
    await produce();
    await produce();
    if (waiting) chain.pool.push(waiting);
    await produce();
    expect(one.value?.block.number).toBe(3);
  });

  it('waits for finality when asked to, and tells the others at inclusion', async () => {
    const { chain, submit, send, produce } = setUp();
    const [best, final] = [submit(call('a')), submit(call('b'), { finalised: true })];
    await send();
    await produce();
    expect(best?.value?.block.number).toBe(1);
    expect(final?.value).toBeUndefined();
    chain.finalise(1);
    await settled();
    expect(final?.value?.block.number).toBe(1);
  });

  it('gives transactions one nonce after the other without asking again', async () => {
    const { chain, submit, send, produce } = setUp();
    for (const name of ['a', 'b', 'c']) {
      submit(call(name));
      await send();
    }
    expect([...chain.signed.values()].map(({ nonce }) => nonce)).toEqual([0, 1, 2]);
    await produce();
    submit(call('d'));
    await send();
    expect([...chain.signed.values()].at(-1)?.nonce).toBe(3);
  });
});

describe('foreign transactions from the same account', () => {
  it.each([
    ['waits in the pool with its nonce', (chain: FakeChain) => chain.foreignInPool()],
    ['was included with its nonce', (chain: FakeChain) => chain.foreignBlock()],
  ])('signs anew when another %s', async (_what, foreign) => {
    const { chain, submit, send, produce } = setUp();
    const first = submit(call('first'));
    await send();
    await produce();
    expect(first.value).toBeDefined();
    foreign(chain);
    const second = submit(call('second'));
    await send();
    await produce();
    expect(second.value?.events).toEqual([{ type: 'other', pallet: 'test', name: 'second' }]);
  });

  it('sends anew what was pushed out of the pool by a foreign block', async () => {
    const { chain, submit, send, produce } = setUp();
    const one = submit(call('a'));
    await send();
    chain.foreignBlock();
    await settled();
    await produce();
    expect(one.value?.block.number).toBe(2);
    expect(callsOf(chain)).toEqual([['a'], ['a']]);
  });
});

describe('trouble', () => {
  it('rejects what the node finds invalid, and goes on with the next', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.refuseWith = 'other';
    const bad = submit(call('a'));
    await send();
    expect(bad.error?.code).toBe('TRANSACTION_INVALID');
    chain.refuseWith = undefined;
    const good = submit(call('b'));
    await send();
    await produce();
    expect(good.value).toBeDefined();
  });

  it('finds a transaction whose submission was never answered', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.answersLost = true;
    const one = submit(call('a'));
    await send();
    await produce();
    expect(one.value?.block.number).toBe(1);
    expect(callsOf(chain)).toHaveLength(1);
  });

  it('waits for a chain that is away and sends then', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    chain.offline = true;
    const one = submit(call('a'));
    await send();
    await clock.advance(5_000);
    chain.offline = false;
    await clock.advance(1_000);
    await produce();
    expect(one.value).toBeDefined();
  });

  it.each(['looked for', 'asked about'] as const)(
    'goes on when the node is away while a transaction is %s, and makes the call once',
    async (when) => {
      const { chain, clock, submit, send, produce } = setUp();
      const one = submit(call('a'));
      await send();
      if (when === 'looked for') chain.offline = true;
      const { outcome } = chain;
      let asked = 0;
      chain.outcome = async (...args) => {
        asked += 1;
        if (when === 'asked about' && asked === 1) throw new ChainError('CHAIN_UNAVAILABLE', 'away', {});
        return outcome.apply(chain, args);
      };
      await produce();
      await clock.advance(5_000);
      expect(one).toEqual(when === 'looked for' ? {} : expect.anything());
      chain.offline = false;
      await clock.advance(1_000);
      expect(one.value?.block.number).toBe(1);
      expect(chain.included()).toHaveLength(1);
    },
  );

  it('gives up on a chain that stays away', async () => {
    const { chain, clock, submit, send } = setUp();
    chain.offline = true;
    const one = submit(call('a'));
    await send();
    await clock.advance(TIMEOUT_MS);
    expect(one.error?.code).toBe('CHAIN_UNAVAILABLE');
  });

  it('sends again what the pool forgot', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    chain.forgetful = true;
    const one = submit(call('a'));
    await send();
    chain.forgetful = false;
    await clock.advance(10_000);
    await produce();
    expect(one.value).toBeDefined();
    expect(chain.submitted).toHaveLength(2);
  });

  it('tells each caller of a doomed batch its own error, as a block would have', async () => {
    const { chain, submit, send } = setUp();
    chain.judging = true;
    const results = ['One', 'Two', 'Three'].map((name) => submit(call(name, name)));
    await send();
    expect(results.map(({ error }) => [error?.code, error?.data.name])).toEqual(
      ['One', 'Two', 'Three'].map((name) => ['DISPATCH_FAILED', name]),
    );
  });

  it('sends a batch of which only a part is doomed', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.judging = true;
    const bad = submit(call('a', 'Bad'));
    const good = submit(call('b'));
    await send();
    await produce();
    expect([bad.error?.code, good.value?.block.number]).toEqual(['DISPATCH_FAILED', 1]);
  });

  it('names the error of what became doomed while it waited in the pool', async () => {
    const { chain, clock, submit, send } = setUp();
    chain.forgetful = true;
    const late = submit(call('a', 'TooLate'));
    await send();
    chain.judging = true;
    await clock.advance(10_000);
    expect([late.error?.code, late.error?.data.name]).toEqual(['DISPATCH_FAILED', 'TooLate']);
  });

  it('gives up when the node finds invalid what it had taken', async () => {
    const { chain, clock, submit, send } = setUp();
    chain.forgetful = true;
    const one = submit(call('a'));
    await send();
    chain.refuseWith = 'other';
    await clock.advance(10_000);
    expect(one.error?.code).toBe('TRANSACTION_INVALID');
  });

  it('signs anew what was not included during its era', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.forgetful = true;
    const one = submit(call('a'));
    await send();
    for (let block = 0; block <= 128; block += 1) {
      chain.finalise(block);
      await produce();
    }
    chain.forgetful = false;
    await produce();
    expect(callsOf(chain)).toEqual([['a'], ['a']]);
    await produce();
    expect(one.value).toBeDefined();
  });

  it('times out, telling until when it may still be included, and asks for the nonce anew', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    chain.forgetful = true;
    const one = submit(call('a'));
    await send();
    await clock.advance(TIMEOUT_MS);
    expect(one.error?.code).toBe('TRANSACTION_TIMEOUT');
    expect(one.error?.data).toMatchObject({ nonce: 0, validUntil: 128 });
    chain.forgetful = false;
    const two = submit(call('b'));
    await send();
    expect([...chain.signed.values()].at(-1)?.nonce).toBe(0);
    await produce();
    expect(two.value).toBeDefined();
  });

  it('drops a call whose caller went away before it was sent', async () => {
    const { chain, submit, send } = setUp();
    const gone = new AbortController();
    const one = submit(call('a'), { signal: gone.signal });
    const two = submit(call('b'));
    gone.abort();
    await send();
    expect(one.error?.code).toBe('ABORTED');
    expect(callsOf(chain)).toEqual([['b']]);
    expect(two.error).toBeUndefined();
  });

  it('tells every waiting caller when it is closed, and takes no more', async () => {
    const { queue, submit, send } = setUp();
    const sent = submit(call('a'));
    await send();
    const unsent = submit(call('b'));
    await queue.close();
    await settled();
    expect(sent.error).toMatchObject({ code: 'QUEUE_CLOSED', data: { sent: true } });
    expect(unsent.error).toMatchObject({ code: 'QUEUE_CLOSED', data: { sent: false } });
    await expect(queue.submit(call('c'))).rejects.toMatchObject({ code: 'QUEUE_CLOSED' });
  });
});

describe('a pool without room', () => {
  it('is waited for, and the call is made once', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    chain.refuseWith = 'full';
    const one = submit(call('a'));
    await send();
    await clock.advance(10_000);
    expect(one).toEqual({});
    chain.refuseWith = undefined;
    await clock.advance(3_000);
    await produce();
    expect(one.value?.block.number).toBe(1);
    expect(chain.included()).toHaveLength(1);
  });

  it('that stays full is an error that says that nothing was sent', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    chain.refuseWith = 'full';
    const one = submit(call('a'));
    await send();
    await clock.advance(TIMEOUT_MS);
    expect(one.error?.code).toBe('POOL_FULL');
    chain.refuseWith = undefined;
    const two = submit(call('b'));
    await send();
    await produce();
    expect(two.value).toBeDefined();
    expect(chain.included().flat()).toHaveLength(1);
  });

  it.each(['full', 'banned'] as const)(
    'that drops what it had taken (%s) leaves it to other nodes until its time is over',
    async (refusal) => {
      const { chain, clock, submit, send, produce } = setUp();
      const one = submit(call('a'));
      await send();
      const held = chain.pool.splice(0);
      chain.refuseWith = refusal;
      await produce();
      await clock.advance(20_000);
      expect(one).toEqual({});
      // Another node still had it.
      chain.pool.push(...held);
      await produce();
      expect(one.value?.block.number).toBe(2);
      expect(chain.included()).toHaveLength(1);
    },
  );
});

describe('an account that can’t pay', () => {
  it('is told at once, and the next call goes through when it can', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.refuseWith = 'unpaid';
    const [one, two] = [submit(call('a')), submit(call('b'))];
    await send();
    expect([one.error?.code, two.error?.code]).toEqual(['TRANSACTION_UNPAID', 'TRANSACTION_UNPAID']);
    chain.refuseWith = undefined;
    const three = submit(call('c'));
    await send();
    await produce();
    expect(three.value).toBeDefined();
    expect(chain.included().flat()).toHaveLength(1);
  });

  it('is told when the money is gone while the call waits in the pool', async () => {
    const { chain, submit, send, produce } = setUp();
    const one = submit(call('a'));
    await send();
    chain.pool.length = 0;
    chain.refuseWith = 'unpaid';
    await produce();
    expect(one.error?.code).toBe('TRANSACTION_UNPAID');
  });
});

describe('gaps in the nonces', () => {
  const names = (chain: FakeChain) => chain.included().map((calls) => calls.map(({ name }) => name));

  it('are filled within a block when a call becomes doomed in front of others', async () => {
    const { chain, submit, send, produce } = setUp();
    const late = submit(call('late', 'TooLate'));
    await send();
    const [second, third] = [submit(call('second')), submit(aloneCall('third'))];
    await send();
    chain.pool.shift();
    chain.judging = true;
    await produce();
    expect([late.error?.code, late.error?.data.name]).toEqual(['DISPATCH_FAILED', 'TooLate']);
    await produce();
    expect(names(chain)).toEqual([[], ['second'], ['third']]);
    expect([second?.value?.block.number, third?.value?.block.number]).toEqual([2, 2]);
  });

  it('of a retracted block that the pool forgot get the same transactions again, in their order', async () => {
    const { chain, submit, send, produce } = setUp();
    for (const name of ['a', 'b']) {
      submit(call(name));
      await send();
      await produce();
    }
    chain.retract(2);
    const third = submit(call('c'));
    await send();
    await produce();
    await produce();
    expect(names(chain)).toEqual([['a'], ['b'], ['c']]);
    expect(third.value).toBeDefined();
    expect(chain.signed.size).toBe(3);
  });

  it('are left alone while others of the account are in the pool', async () => {
    const { chain, submit, send, produce } = setUp();
    chain.foreignInPool();
    submit(call('a'));
    await send();
    const [foreign] = chain.pool.splice(0, 1);
    await produce();
    if (foreign) chain.pool.unshift(foreign);
    await produce();
    expect(chain.signed.size).toBe(2);
  });
});

describe('a new version of the runtime', () => {
  it('has what waits in the pool signed anew', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    const one = submit(call('a'));
    await send();
    chain.pool.length = 0;
    chain.runtime = 2;
    await produce();
    await clock.advance(1_000);
    await produce();
    expect(one.value).toBeDefined();
  });

  it('is waited for by a client that has not heard of it', async () => {
    const { chain, clock, submit, send, produce } = setUp();
    chain.runtime = 2;
    chain.signedFor = 1;
    const one = submit(call('a'));
    await send();
    await clock.advance(2_000);
    chain.signedFor = undefined;
    await clock.advance(5_000);
    await produce();
    expect(one.value).toBeDefined();
  });

  it('that the client never learns of is an error in the end', async () => {
    const { chain, clock, submit, send } = setUp();
    chain.runtime = 2;
    chain.signedFor = 1;
    const one = submit(call('a'));
    await send();
    await clock.advance(TIMEOUT_MS);
    expect(one.error?.code).toBe('TRANSACTION_INVALID');
  });
});

describe('eras', () => {
  it('begin at a final block, so that a transaction outlives the block it was in', async () => {
    const { chain, submit, send, produce } = setUp();
    for (let block = 0; block < 3; block += 1) await produce();
    chain.finalise(1);
    submit(call('a'));
    await send();
    expect([...chain.signed.values()].at(-1)?.validUntil).toBe(1 + 128);
  });

  it('end where a pruned block can not tell, at the next that can', async () => {
    const { chain, submit, send, produce } = setUp();
    const one = submit(call('a'));
    await send();
    const waiting = chain.pool.splice(0);
    chain.pruned = true;
    await produce();
    chain.pruned = false;
    chain.pool.push(...waiting);
    await produce();
    expect(one.value?.block.number).toBe(2);
  });
});

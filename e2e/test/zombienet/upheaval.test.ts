import { type AgreementId, accountOf, agreementId, type OrderId } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demo } from '../support/demo.ts';
import { Consumer } from './support/consumer.ts';
import { eventually, reaches, withinBlocks } from './support/progress.ts';
import { type Rehearsal, startRehearsal } from './support/rehearsal.ts';
import { UPGRADE_TIMEOUT_MS, upgrade, versionOf } from './support/upgrade.ts';
import { all, bidders, only, orderIn, placeOrder, requestStates } from './support/views.ts';
import { wish } from './support/wish.ts';

jest.setTimeout(400_000);

const [BUYER, OTHER] = ['//Consumer1', '//Consumer2'];
const OTHER_KEY = { kind: 'uri', uri: OTHER } as const;
const EVENTS_KEY = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';
const ASKED = 5;
/** One of four validators makes blocks: a bid or an answer is in the second block after its cause, or in the third. */
const BLOCKS_TO_ACT = 12;
/** The consumer's program has to start first, on a machine that may be busy. */
const BLOCKS_TO_ASK = 40;
/** So long is the losing branch at least. */
const BLOCKS_TO_LOSE = 3;
/** What a retracted block held goes back to the pool, or is done again by who did it. */
const BLOCKS_TO_RECOVER = 20;
/** So long is one bot away; the RPC node keeps the state of 16. */
const BLOCKS_AWAY = 100;

let rehearsal: Rehearsal;
let buyer: Consumer;
let otherBuyer: Consumer;
/** What the third bot had to do when it left. */
let owed: AgreementId;
let leftAt: number;

beforeAll(async () => {
  rehearsal = await startRehearsal();
  const { state } = rehearsal.market;
  buyer = new Consumer(state, BUYER);
  otherBuyer = new Consumer(state, OTHER);
}, 400_000);
afterAll(() => rehearsal?.stop());

const finality = async (what: string) => {
  const { rpc } = rehearsal.network;
  await reaches(() => rpc.finalised(), await rpc.best(), `finality of ${what}`);
};

describe('a bot of a new provider', () => {
  it('answers, is paid, and leaves in the middle of an agreement', async () => {
    const { newcomer } = rehearsal.market;
    const { rpc } = rehearsal.network;
    await newcomer.register();
    await newcomer.start();
    const order = await buyer.order({ inferences: 2 * ASKED, bids: 3 });
    owed = agreementId(await buyer.award(order, newcomer.account));
    expect(await buyer.ask(owed, '0-4')).toHaveLength(ASKED);
    await buyer.pay(owed);
    await finality('the payment');
    await eventually(
      () => newcomer.earnedUnits(),
      (units) => units === ASKED,
      'the bot has its earnings booked',
    );
    await newcomer.stop();
    leftAt = await rpc.best();
  });
});

describe('bots at an RPC node on the losing side of a split network', () => {
  let first: AgreementId;
  let order: OrderId;
  let answers: readonly string[];
  /** A block of the losing side. */
  let lost: { readonly number: number; readonly hash: string | null };

  it('bid and answer in blocks that the other side never has', async () => {
    const { network, links, market, chain, witness } = rehearsal;
    const { rpc, validators } = network;
    const [alice, bob, charlie] = validators;
    if (!alice || !bob || !charlie) throw new TypeError('three validators win');
    const cheaper = market.bots[1].account;
    first = agreementId(await buyer.award(await buyer.order({ inferences: 10, bids: 2 }), cheaper));
    // What they bid on and answer is final before the network splits; that they do so is not.
    for (const bot of market.bots) bot.hold();
    order = await placeOrder(chain, OTHER_KEY, ASKED);
    const asked = buyer.ask(first, '0-4');
    const states = () => requestStates(chain, first);
    await withinBlocks(rpc, BLOCKS_TO_ASK, states, all(ASKED, 'open'), 'requests');
    await finality('the order and the requests');

    await links.split([alice, bob, charlie]);
    const forkedAt = await rpc.best();
    for (const bot of market.bots) bot.release();
    const two = ({ length }: readonly string[]) => length === 2;
    await withinBlocks(rpc, BLOCKS_TO_ACT, () => bidders(chain, order), two, 'bids of both');
    await withinBlocks(rpc, BLOCKS_TO_ACT, states, all(ASKED, 'answered'), 'answers');
    answers = await asked;
    expect(answers).toHaveLength(ASKED);
    expect(await bidders(witness, order)).toEqual([]);
    expect(await requestStates(witness, first)).toEqual(Array(ASKED).fill('open'));

    await reaches(() => rpc.best(), forkedAt + BLOCKS_TO_LOSE, 'blocks of the losing side');
    const number = await rpc.best();
    lost = { number, hash: await rpc.blockHash(number) };
    await reaches(() => alice.best(), number + 1, 'the longer chain of the other side');
    expect(await alice.blockHash(number)).not.toBe(lost.hash);
  });

  it('have bid and answered on the winning side as well, once their blocks are retracted', async () => {
    const { network, links, market, chain } = rehearsal;
    const { rpc, validators } = network;
    const winning = await validators[0]?.blockHash(lost.number);
    await links.heal();
    await eventually(
      () => rpc.blockHash(lost.number),
      (hash) => hash === winning,
      'the other side has won',
    );
    expect(winning).not.toBe(lost.hash);
    const both = market.bots.map(({ account }) => account).sort();
    const bids = () => bidders(chain, order);
    await withinBlocks(rpc, BLOCKS_TO_RECOVER, bids, (who) => who.join() === both.join(), 'bids of both');
    const states = () => requestStates(chain, first);
    await withinBlocks(rpc, BLOCKS_TO_RECOVER, states, all(ASKED, 'answered'), 'answers');
    await finality('bids and answers');
    expect(await bids()).toEqual(both);
    expect(await states()).toEqual(Array(ASKED).fill('answered'));
  });

  it('end both jobs, each thing done and paid once', async () => {
    const { chain, witness, ledger, market } = rehearsal;
    const owner = await accountOf({ kind: 'uri', uri: '//Owner' });
    const before = await chain.balance(owner);
    const bid = (await chain.marketplace.bids(order)).find((b) => b.provider === market.bots[0].account);
    if (!bid) throw new TypeError('the dearer bot has not bid');
    const queue = await chain.transactions(OTHER_KEY);
    const awarded = await queue.submit(chain.marketplace.award(order, bid.provider));
    await queue.close();
    const second = only(awarded.events, 'execution.AgreementOpened').agreement;
    expect(await otherBuyer.ask(second, '0-4')).toEqual(answers);
    expect(await buyer.ask(first, '5-9')).toHaveLength(ASKED);
    await buyer.pay(first);
    await buyer.close(first);
    await otherBuyer.pay(second);
    await otherBuyer.close(second);
    await finality('the payments');
    const jobs = [first, second];
    const closed = async () => ledger.of('execution.Closed').filter((e) => jobs.includes(e.agreement)).length;
    await eventually(closed, (count) => count === jobs.length, 'the ends of both jobs in final blocks');

    const placed = ledger.of('marketplace.BidPlaced').filter((e) => e.order === order);
    expect(placed.map(({ provider }) => provider).sort()).toEqual(bothBots());
    expect(ledger.of('marketplace.BidLowered')).toEqual([]);
    const responses = ledger.responses(jobs);
    expect(responses).toHaveLength(3 * ASKED);
    expect(new Set(responses).size).toBe(responses.length);
    const paid = ledger.paid(jobs);
    expect(paid.units).toBe(responses.length);
    expect(paid.provider + paid.royalty + paid.commission).toBe(paid.due);
    expect((await witness.balance(owner)) - before).toBe(paid.royalty);
  });

  const bothBots = () => rehearsal.market.bots.map(({ account }) => account).sort();
});

describe('a new runtime in the middle of an agreement', () => {
  it('lets bots and clients go on without a restart', async () => {
    const { network, market, chain } = rehearsal;
    const { rpc } = network;
    const pids = market.bots.map(({ pid }) => pid);
    const order = await buyer.order({ inferences: 20, bids: 2 });
    const agreement = agreementId(await buyer.award(order, market.bots[1].account));
    const before = await versionOf(rpc);
    const queue = await chain.transactions(OTHER_KEY, { timeoutMs: UPGRADE_TIMEOUT_MS });

    const [answers] = await Promise.all([buyer.ask(agreement, '0-9'), upgrade(chain)]);
    expect(answers).toHaveLength(10);
    const { specVersion, transactionVersion } = before;
    const next = { specVersion: specVersion + 1, transactionVersion: transactionVersion + 1 };
    await withinBlocks(
      rpc,
      BLOCKS_TO_ACT,
      () => versionOf(rpc),
      (now) => now.specVersion > specVersion,
      'the new runtime',
    );
    expect(await versionOf(rpc)).toMatchObject(next);

    expect(await buyer.ask(agreement, '10-14')).toHaveLength(ASKED);
    const placed = orderIn(await queue.submit(chain.marketplace.placeOrder(wish(ASKED))));
    const two = ({ length }: readonly string[]) => length === 2;
    await withinBlocks(rpc, BLOCKS_TO_ACT, () => bidders(chain, placed), two, 'bids of both');
    await queue.submit(chain.marketplace.cancel(placed));
    await queue.close();
    expect((await demo(market.state, '--inferences', '5')).accuracy.of).toBe(5);
    await buyer.pay(agreement);
    await buyer.close(agreement);
    expect(market.bots.map(({ pid }) => pid)).toEqual(pids);
  });
});

describe('the bot that was away for longer than its node keeps state', () => {
  it('answers what was asked meanwhile, once, and is paid for all of it', async () => {
    const { network, market, ledger, chain } = rehearsal;
    const { rpc } = network;
    const { newcomer } = market;
    await reaches(() => rpc.finalised(), leftAt + BLOCKS_AWAY, 'so many blocks without the bot');
    const missed = await rpc.blockHash(leftAt + 1);
    await expect(rpc.rpc('state_getStorage', EVENTS_KEY, missed)).rejects.toThrow(
      /UnknownBlock|State already discarded/,
    );

    const asked = buyer.ask(owed, '5-9');
    const states = () => requestStates(chain, owed);
    await withinBlocks(rpc, BLOCKS_TO_ASK, states, all(ASKED, 'open'), 'requests');
    await newcomer.start();
    expect(await asked).toHaveLength(ASKED);
    expect(newcomer.log).toMatch(/missed blocks can not be read/);
    await buyer.pay(owed);
    await buyer.close(owed);
    await finality('the payment');
    await eventually(
      () => newcomer.earnedUnits(),
      (units) => units === 2 * ASKED,
      'earnings of before and after',
    );
    const responses = ledger.responses([owed]);
    expect(responses).toHaveLength(2 * ASKED);
    expect(new Set(responses).size).toBe(responses.length);
    const paid = ledger.paid([owed]);
    expect(paid.units).toBe(responses.length);
    expect(paid.provider + paid.royalty + paid.commission).toBe(paid.due);
  });
});

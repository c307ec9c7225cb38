import {
  type AgreementId,
  accountOf,
  agreementId,
  type ChainClient,
  connectChain,
  type OrderId,
} from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Consumer } from './support/consumer.ts';
import { Ledger } from './support/ledger.ts';
import { Links } from './support/links.ts';
import { type Market, startMarket } from './support/market.ts';
import { type Network, startNetwork } from './support/network.ts';
import { eventually, reaches, withinBlocks } from './support/progress.ts';
import { wish } from './support/wish.ts';

jest.setTimeout(400_000);

const BUYER = '//Consumer1';
const OTHER_BUYER = '//Consumer2';
const ASKED = 5;
/** One of four validators makes blocks: a bid or an answer takes two of them, and has to be seen first. */
const BLOCKS_TO_ACT = 12;
/** What a block held that is no more goes back to the pool, or is done again by who did it. */
const BLOCKS_TO_RECOVER = 20;

describe('bots at an RPC node on the losing side of a split network', () => {
  let network: Network;
  let links: Links;
  let market: Market;
  /** Through the RPC node, as the bots are. */
  let chain: ChainClient;
  /** Through a validator of the winning side. */
  let winner: ChainClient;
  let ledger: Ledger;
  let buyer: Consumer;
  let agreement: AgreementId;
  let order: OrderId;
  let answers: Promise<readonly string[]>;
  /** A block of the losing side, with its number. */
  let lost: { number: number; hash: string | null };

  beforeAll(async () => {
    network = await startNetwork({ reservedOnly: true });
    const { rpc, validators, folder } = network;
    links = await Links.among([...validators, rpc]);
    await reaches(() => rpc.finalised(), 2, 'finality at the RPC node');
    chain = await connectChain({ endpoint: rpc.url });
    winner = await connectChain({ endpoint: validators[0]?.url ?? '' });
    ledger = new Ledger(winner);
    market = await startMarket({ folder, chainUrl: rpc.url, genesisHash: chain.genesisHash });
    buyer = new Consumer(market.state, BUYER);
  }, 400_000);
  afterAll(async () => {
    await market?.stop();
    await ledger?.close();
    await winner?.close();
    await chain?.close();
    await network?.stop();
  });

  const requests = async (of: ChainClient) =>
    (await of.execution.requests(agreement)).map(({ state }) => state.kind);
  const bidders = async (of: ChainClient) =>
    (await of.marketplace.bids(order)).map(({ provider }) => provider).sort();
  const bots = () => market.bots.map(({ account }) => account).sort();
  const isAnswered = (kinds: readonly string[]) =>
    kinds.length === ASKED && kinds.every((kind) => kind === 'answered');

  it('find an order and requests from before the split, and bid and answer in blocks of that side alone', async () => {
    const { rpc, validators } = network;
    const [cheaper] = [market.bots[1].account];
    agreement = agreementId(await buyer.award(await buyer.order({ inferences: 10, bids: 2 }), cheaper));
    for (const bot of market.bots) bot.hold();
    const other = await chain.transactions({ kind: 'uri', uri: OTHER_BUYER });
    const placed = await other.submit(chain.marketplace.placeOrder(wish(ASKED)));
    await other.close();
    order = placed.events.flatMap((e) =>
      e.type === 'marketplace.OrderPlaced' ? [e.order] : [],
    )[0] as OrderId;
    answers = buyer.ask(agreement, `0-${ASKED - 1}`);
    await withinBlocks(
      rpc,
      10,
      () => requests(chain),
      ({ length }) => length === ASKED,
      'requests',
    );
    await reaches(() => rpc.finalised(), await rpc.best(), 'finality of the order and the requests');

    const [alice, bob, charlie] = validators;
    await links.split([alice, bob, charlie].flatMap((node) => node ?? []));
    for (const bot of market.bots) bot.release();
    await withinBlocks(
      rpc,
      BLOCKS_TO_ACT,
      () => bidders(chain),
      (all) => all.length === 2,
      'two bids',
    );
    await withinBlocks(rpc, BLOCKS_TO_ACT, () => requests(chain), isAnswered, 'answers');
    expect(await answers).toHaveLength(ASKED);
    expect(await bidders(winner)).toEqual([]);
    expect(await requests(winner)).toEqual(Array(ASKED).fill('open'));

    const number = await rpc.best();
    lost = { number, hash: await rpc.blockHash(number) };
    await reaches(async () => (await alice?.best()) ?? 0, number + 1, 'the longer chain of the other side');
    expect(await alice?.blockHash(number)).not.toBe(lost.hash);
  });

  it('do all of it on the winning side once those blocks are retracted', async () => {
    const { rpc, validators } = network;
    await links.heal();
    const winning = (await validators[0]?.blockHash(lost.number)) ?? '';
    await eventually(
      () => rpc.blockHash(lost.number),
      (hash) => hash === winning,
      'the other side wins',
    );
    expect(winning).not.toBe(lost.hash);
    await withinBlocks(
      rpc,
      BLOCKS_TO_RECOVER,
      () => bidders(chain),
      (all) => all.length === 2,
      'two bids',
    );
    await withinBlocks(rpc, BLOCKS_TO_RECOVER, () => requests(chain), isAnswered, 'answers');
    expect(await bidders(chain)).toEqual(bots());
    await reaches(() => rpc.finalised(), await rpc.best(), 'finality of bids and answers');
  });

  it('are paid once for it, to the planck, and go on with both jobs', async () => {
    const { rpc } = network;
    const owner = await accountOf({ kind: 'uri', uri: '//Owner' });
    const before = await chain.balance(owner);
    const other = await chain.transactions({ kind: 'uri', uri: OTHER_BUYER });
    const [dearer] = market.bots;
    const awarded = await other.submit(
      chain.marketplace.award(
        order,
        (await chain.marketplace.bids(order)).find((b) => b.provider === dearer.account)?.provider as never,
      ),
    );
    await other.close();
    const second = awarded.events.flatMap((e) =>
      e.type === 'execution.AgreementOpened' ? [e.agreement] : [],
    )[0] as AgreementId;
    const otherBuyer = new Consumer(market.state, OTHER_BUYER);
    expect(await otherBuyer.ask(second, '0-4')).toEqual(await answers);
    expect(await buyer.ask(agreement, '5-9')).toHaveLength(5);
    for (const [who, which] of [
      [buyer, agreement],
      [otherBuyer, second],
    ] as const) {
      await who.pay(which);
      await who.close(which);
    }
    await reaches(() => rpc.finalised(), await rpc.best(), 'finality of the payments');
    const closed = () => ledger.of('execution.Closed').length;
    await eventually(
      async () => closed(),
      (count) => count === 2,
      'two closed agreements in final blocks',
    );

    expect(ledger.of('marketplace.BidPlaced').filter((e) => e.order === order)).toHaveLength(2);
    expect(ledger.of('marketplace.BidLowered')).toEqual([]);
    const responses = ledger.of('execution.Responded').map((e) => `${e.agreement}/${e.index}`);
    expect(new Set(responses).size).toBe(15);
    expect(responses).toHaveLength(15);
    const settled = ledger.of('execution.Settled');
    const sum = (pick: (e: (typeof settled)[number]) => bigint | number) =>
      settled.reduce((total, e) => total + BigInt(pick(e)), 0n);
    expect(sum(({ units }) => units)).toBe(15n);
    const opened = new Map(ledger.of('execution.AgreementOpened').map((e) => [e.agreement, e]));
    const due = settled.reduce(
      (total, e) => total + BigInt(e.units) * (opened.get(e.agreement)?.price ?? 0n),
      0n,
    );
    expect(
      sum(({ provider }) => provider) + sum(({ royalty }) => royalty) + sum(({ commission }) => commission),
    ).toBe(due);
    expect((await chain.balance(owner)) - before).toBe(sum(({ royalty }) => royalty));
    const earned = Promise.all(market.bots.map((bot) => bot.earnedUnits()));
    expect((await earned).reduce((a, b) => a + b)).toBe(15);
  });
});

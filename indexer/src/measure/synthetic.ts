import {
  type AccountId,
  accountId,
  agreementId,
  type Hex,
  modelId,
  orderId,
  planck,
  requestIndex,
} from '@airo/chain-types';
import type { BlockFacts } from '../domain/block-facts.ts';

const MODELS = 4;
const BLOCK_MS = 3_000;
const PRICE = 10_000_000_000n;
/** Valid addresses, so that the API takes them. */
export const CONSUMER = accountId('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
export const PROVIDER = accountId('5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty');
export const RIVAL = accountId('5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y');
export const OWNER = accountId('5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy');

export const hashOf = (number: number, branch = 'a'): Hex =>
  `0x${branch.charCodeAt(0).toString(16)}${number.toString(16).padStart(62, '0')}`;
const blob = (digit: string) => ({ hash: `0x${digit.repeat(64)}` as Hex, size: 100n });

export const emptyFacts = (number: number, branch = 'a'): BlockFacts => ({
  block: { number, hash: hashOf(number, branch) },
  parent: hashOf(Math.max(0, number - 1), branch),
  at: number * BLOCK_MS,
  events: [],
  models: new Map(),
  providers: new Map(),
  orders: new Map(),
  agreements: new Map(),
});

/** Block 0 with some models and two providers that offer all of them. */
export function genesisFacts(): BlockFacts {
  const ids = Array.from({ length: MODELS }, (_, id) => modelId(id));
  const terms = { p50Ms: 3, p95Ms: 9, perSecond: 100, maxBatch: 32, hardware: 'one CPU' };
  const state = (account: AccountId) => ({
    provider: {
      account,
      bond: planck(10n ** 15n),
      covered: planck(0n),
      chilled: false,
      profile: {
        ...{ endpoint: '', peerId: '', multiaddrs: [], metadata: null, attestation: null },
        ...{ hpkeKey: blob('1').hash, receiptKey: blob('2').hash },
      },
    },
    offers: ids.map((model) => ({ model, terms })),
  });
  return {
    ...emptyFacts(0),
    models: new Map(
      ids.map((id) => [
        id,
        {
          ...{ id, artifact: blob('a'), manifest: blob(String(id)), weightsRoot: blob('b').hash },
          ...{ royalty: planck(1_000_000_000n), rise: null, version: 1, next: null, owner: OWNER },
          ...{ status: { kind: 'listed' as const }, parent: null },
        },
      ]),
    ),
    providers: new Map([PROVIDER, RIVAL].map((account) => [account, state(account)])),
  };
}

/**
 * The events of a deal, all in one block: an order, two bids, one lowered, an award, two requests, an answer, a failure, a
 * payment, the end. The number names order and agreement.
 */
export function deal(number: number): BlockFacts['events'] {
  const [order, agreement, model] = [orderId(number), agreementId(number), modelId(number % MODELS)];
  const [index, other] = [requestIndex(0), requestIndex(1)];
  const price = planck(PRICE + BigInt(number % 100) * 1_000_000n);
  const terms = { maxOpen: 8, creditWindow: 2 };
  const share = { provider: planck(price - 1_100_000_000n), royalty: planck(1_000_000_000n) };
  const events: BlockFacts['events'][number]['event'][] = [
    {
      ...{ type: 'marketplace.OrderPlaced', order, consumer: CONSUMER, model, inferences: 10 },
      ...{ maxPrice: planck(2n * PRICE), bidsUntil: number + 5, award: 'cheapest', barred: null },
    } as const,
    { type: 'marketplace.BidPlaced', order, provider: RIVAL, price: planck(price + 5n), terms },
    { type: 'marketplace.BidPlaced', order, provider: PROVIDER, price: planck(price + 9n), terms },
    { type: 'marketplace.BidLowered', order, provider: PROVIDER, price, terms },
    {
      ...{ type: 'marketplace.OrderAwarded', order, agreement, consumer: CONSUMER, provider: PROVIDER },
      ...{ model, price, inferences: 10 },
    } as const,
    {
      ...{ type: 'execution.AgreementOpened', agreement, order, consumer: CONSUMER, provider: PROVIDER },
      ...{ model, price, inferences: 10, expires: number + 100 },
    } as const,
    { type: 'execution.Requested', agreement, index, payload: blob('c'), units: 1, deadline: number + 9 },
    {
      type: 'execution.Requested',
      agreement,
      index: other,
      payload: blob('d'),
      units: 2,
      deadline: number + 9,
    },
    { type: 'execution.Responded', agreement, index, response: blob('e'), due: number + 3 },
    {
      ...{ type: 'execution.Failed', agreement, index: other, code: 'Internal', units: 2 },
      ...{ refunded: planck(2n * price), compensation: planck(7n) },
    } as const,
    {
      ...{ type: 'execution.Settled', agreement, indices: [index], units: 1 },
      ...{ ...share, commission: planck(100_000_000n) },
    } as const,
    { type: 'execution.Closed', agreement, refunded: planck(7n * price), forfeited: planck(0n) },
  ];
  return events.map((event, position) => ({ extrinsic: Math.floor(position / 2), event }));
}

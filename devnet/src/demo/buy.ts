import { generateKeyPairSync } from 'node:crypto';
import type {
  Agreement,
  AgreementId,
  Bid,
  ChainClient,
  Hex,
  ModelId,
  OrderId,
  OrderSpec,
  Planck,
  TransactionQueue,
} from '@airo/chain-types';
import { planck } from '@airo/chain-types';
import { DevnetError } from '../errors.ts';
import type { ChainWatch } from './chain-watch.ts';

const BID_TIMEOUT_MS = 60_000;
const AWARD_TIMEOUT_MS = 120_000;
/** Windows in blocks; the embedded chain makes a block each 3 s, or as soon as a transaction comes. */
const WINDOWS = { bidWindow: 20, duration: 2_000, responseWindow: 100, challengeWindow: 50 };
/** When the chain awards, somebody waits for the whole window. */
const SHORT_BID_WINDOW = 6;

export interface Purchase {
  readonly order: OrderId;
  readonly bids: readonly Bid[];
  readonly agreement: Agreement;
}

/** A new session key; this demo posts every request on chain and signs no vouchers. */
function sessionKey(): Hex {
  const { publicKey } = generateKeyPairSync('ed25519');
  return `0x${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')}`;
}

/** Places an order, waits until every bot that is running has bid, and awards. */
export async function buy(init: {
  chain: ChainClient;
  watch: ChainWatch;
  consumer: TransactionQueue;
  model: ModelId;
  inferences: number;
  maxPrice: Planck;
  award: OrderSpec['award'];
  /** How many bids to wait for. */
  bidders: number;
  /** Address to award to; the cheapest when undefined. */
  provider: string | undefined;
  progress: (text: string) => void;
}): Promise<Purchase> {
  const { chain, watch, consumer } = init;
  const placed = await consumer.submit(
    chain.marketplace.placeOrder({
      ...WINDOWS,
      ...(init.award === 'cheapest' ? { bidWindow: SHORT_BID_WINDOW } : {}),
      model: init.model,
      inferences: init.inferences,
      maxPrice: init.maxPrice,
      channelQuota: 0,
      minBond: planck(0n),
      minScore: 0,
      sealed: false,
      award: init.award,
      invited: null,
      consumerKey: sessionKey(),
      hpkeKey: null,
    }),
  );
  const order = placed.events.flatMap((e) => (e.type === 'marketplace.OrderPlaced' ? [e.order] : []))[0];
  if (order === undefined)
    throw new DevnetError('CHAIN_UNEXPECTED', 'the order was taken, but the chain told no number for it', {});
  init.progress(`order ${order} placed`);

  const bidders = new Set<string>();
  await watch.first(
    (e) => {
      if (e.type === 'marketplace.BidPlaced' && e.order === order && !bidders.has(e.provider)) {
        bidders.add(e.provider);
        init.progress(`${bidders.size} of ${init.bidders} bids`);
      }
      return bidders.size >= init.bidders || undefined;
    },
    `${init.bidders} bids for order ${order}`,
    BID_TIMEOUT_MS,
  );
  const bids = await chain.marketplace.bids(order);
  if (init.award === 'manual')
    await consumer.submit(chain.marketplace.award(order, choose(bids, init.provider).provider));
  const agreement = await watch.first<AgreementId>(
    (e) => (e.type === 'execution.AgreementOpened' && e.order === order ? e.agreement : undefined),
    `the award of order ${order}`,
    AWARD_TIMEOUT_MS,
  );
  const record = await chain.execution.agreement(agreement);
  if (!record)
    throw new DevnetError('CHAIN_UNEXPECTED', `agreement ${agreement} was opened, but isn't there`, {
      agreement,
    });
  return { order, bids, agreement: record };
}

function choose(bids: readonly Bid[], provider: string | undefined): Bid {
  const [cheapest] = bids;
  const bid = provider === undefined ? cheapest : bids.find((b) => b.provider === provider);
  if (bid) return bid;
  throw new DevnetError(
    'NO_SUCH_BID',
    `${provider ?? 'nobody'} has not bid; bids came from ${bids.map((b) => b.provider).join(', ') || 'nobody'}`,
    { provider },
  );
}

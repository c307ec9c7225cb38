import { generateKeyPairSync } from 'node:crypto';
import {
  type Agreement,
  type AgreementId,
  type Bid,
  type ChainClient,
  type Hex,
  type ModelId,
  OPEN_TO_ALL,
  type OrderId,
  type OrderSpec,
  type Planck,
  type TransactionQueue,
} from '@airo/chain-types';
import type { ChainWatch } from '@airo/chain-types/consumer';
import { DevnetError } from '../errors.ts';

const BID_TIMEOUT_MS = 60_000;
const AWARD_TIMEOUT_MS = 120_000;
/** Windows in blocks; the embedded chain makes a block each 3 s, or as soon as a transaction comes. */
const WINDOWS = { bidWindow: 20, duration: 2_000, responseWindow: 100, challengeWindow: 50 };
/** When the chain awards, somebody waits for the whole window. */
const SHORT_BID_WINDOW = 12;

/** A new session key; every request is posted on chain here, so that no voucher is ever signed with it. */
function sessionKey(): Hex {
  const { publicKey } = generateKeyPairSync('ed25519');
  return `0x${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')}`;
}

/** Puts `inferences × maxPrice` into escrow and asks for bids. */
export async function placeOrder(
  chain: ChainClient,
  consumer: TransactionQueue,
  wish: { model: ModelId; inferences: number; maxPrice: Planck; award: OrderSpec['award'] },
): Promise<OrderId> {
  const { events } = await consumer.submit(
    chain.marketplace.placeOrder({
      ...OPEN_TO_ALL,
      ...WINDOWS,
      ...(wish.award === 'cheapest' ? { bidWindow: SHORT_BID_WINDOW } : {}),
      ...wish,
      consumerKey: sessionKey(),
    }),
  );
  const order = events.flatMap((e) => (e.type === 'marketplace.OrderPlaced' ? [e.order] : []))[0];
  if (order !== undefined) return order;
  throw new DevnetError('CHAIN_UNEXPECTED', 'the order was taken, but the chain told no number for it', {});
}

/** Resolves when `count` providers have bid. Cheapest first. */
export async function waitForBids(
  chain: ChainClient,
  watch: ChainWatch,
  order: OrderId,
  count: number,
  progress: (bids: number) => void,
): Promise<readonly Bid[]> {
  const bidders = new Set<string>();
  await watch.first(
    (e) => {
      if (e.type === 'marketplace.BidPlaced' && e.order === order && !bidders.has(e.provider)) {
        bidders.add(e.provider);
        progress(bidders.size);
      }
      return bidders.size >= count || undefined;
    },
    `${count} bids for order ${order}`,
    BID_TIMEOUT_MS,
  );
  return chain.marketplace.bids(order);
}

/** The bid of that provider, or the cheapest. @throws DevnetError NO_SUCH_BID */
export function chooseBid(bids: readonly Bid[], provider: string | undefined): Bid {
  const [cheapest] = bids;
  const bid = provider === undefined ? cheapest : bids.find((b) => b.provider === provider);
  if (bid) return bid;
  const bidders = bids.map((b) => b.provider).join(', ') || 'nobody yet';
  throw new DevnetError('NO_SUCH_BID', `no bid of ${provider ?? 'anybody'}; bids came from ${bidders}`, {
    provider,
  });
}

/** The agreement that the order has become or becomes. */
export async function waitForAgreement(
  chain: ChainClient,
  watch: ChainWatch,
  order: OrderId,
): Promise<Agreement> {
  const id = await watch.first<AgreementId>(
    (e) => (e.type === 'execution.AgreementOpened' && e.order === order ? e.agreement : undefined),
    `the award of order ${order}`,
    AWARD_TIMEOUT_MS,
  );
  return agreementOf(chain, id);
}

/** @throws DevnetError NO_SUCH_AGREEMENT for one that never was, or is closed */
export async function agreementOf(chain: ChainClient, id: AgreementId): Promise<Agreement> {
  const agreement = await chain.execution.agreement(id);
  if (agreement) return agreement;
  throw new DevnetError('NO_SUCH_AGREEMENT', `there is no open agreement ${id}: it never was, or is closed`, {
    id,
  });
}

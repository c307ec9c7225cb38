import {
  type AgreementId,
  type Call,
  type Ed25519Key,
  ed25519Key,
  type Hex,
  voucherMessage,
} from '@airo/chain-types';
import { BenchError } from '../errors.ts';
import type { Lane } from '../network/burst.ts';
import type { Network } from '../network/network.ts';
import { type Capacity, fillBlocks } from './capacity.ts';
import { at } from './deals.ts';
import { type CallFigure, measure } from './measure.ts';
import { SIDES, type Stage } from './stage.ts';

/** The most that one agreement is for, and how much of it is for vouchers. */
export const INFERENCES = 10_000_000;
export const CHANNEL_QUOTA = 9_500_000;
/** A voucher for so many inferences costs what one for a single one costs. */
const MANY = 1_000_000;
/** As many of the large ones as the quota holds. */
const SAME_KIND = 9;
const MOST_PER_AGREEMENT = 600;
/** Vouchers that a provider redeems in one transaction, as many as a bot batches. */
const BATCH = 30;

/** One session key for all consumers: the chain looks at each agreement's own. */
export const consumerKey = () => ed25519Key('//bench//session');

/**
 * Vouchers of one inference fill blocks, in batches and each as a transaction of its own; then as many of one inference
 * and of a million, each kind by itself.
 */
export async function redeemVouchers(
  net: Network,
  stage: Stage,
  agreements: readonly AgreementId[],
): Promise<{ redeems: Capacity; 'single-redeems': Capacity; figures: readonly CallFigure[] }> {
  const purse = new Purse(net, await consumerKey(), agreements);
  const lanes = (count: number, units: number): readonly Lane[] =>
    stage.providers.map((signer, side) => ({
      signer,
      calls: Array.from({ length: count }, () => purse.redeem(side, units)),
    }));
  const alone = await fillBlocks(net, 'redeem', {
    group: [purse.look(0)],
    most: MOST_PER_AGREEMENT * SIDES,
    lanesFor: (groups) => lanes(Math.ceil(groups / SIDES), 1),
  });
  await purse.allRedeemed();
  const batches = await fillBlocks(net, `batch of ${BATCH} redeems`, {
    group: [net.chain.batch(Array.from({ length: BATCH }, () => purse.look(0)))],
    most: (MOST_PER_AGREEMENT * SIDES) / BATCH,
    lanesFor: (groups) =>
      lanes(Math.ceil(groups / SIDES) * BATCH, 1).map(({ signer, calls }) => ({
        signer,
        calls: inBatches(net, calls),
      })),
  });
  await purse.allRedeemed();
  const single = await measure(net, 'redeem', lanes(SAME_KIND, 1));
  const many = await measure(net, `redeem-${MANY}`, lanes(SAME_KIND, MANY));
  await purse.allRedeemed();
  return { redeems: timesBatch(batches), 'single-redeems': alone, figures: [single.figure, many.figure] };
}

function inBatches({ chain }: Network, calls: readonly Call[]): readonly Call[] {
  const batches = Array.from({ length: calls.length / BATCH }, (_, i) =>
    calls.slice(i * BATCH, (i + 1) * BATCH),
  );
  return batches.map((batch) => chain.batch(batch));
}

/** Of vouchers, from that of batches. */
const timesBatch = ({ byWeight, measured, blocks }: Capacity): Capacity => ({
  byWeight: byWeight * BATCH,
  measured: measured * BATCH,
  blocks,
});

/** The vouchers of every agreement: totals that only grow. */
class Purse {
  readonly #net: Network;
  readonly #key: Ed25519Key;
  readonly #agreements: readonly AgreementId[];
  readonly #totals: number[];

  constructor(net: Network, key: Ed25519Key, agreements: readonly AgreementId[]) {
    this.#net = net;
    this.#key = key;
    this.#agreements = agreements;
    this.#totals = agreements.map(() => 0);
  }

  /** A voucher for `units` more. */
  redeem(side: number, units: number): Call {
    this.#totals[side] = at(this.#totals, side) + units;
    return this.look(side);
  }

  /** The newest voucher again. */
  look(side: number): Call {
    const { chain } = this.#net;
    const [agreement, total] = [at(this.#agreements, side), at(this.#totals, side)];
    const message = voucherMessage({ genesis: chain.genesisHash, agreement, total });
    const signature: Hex = `0x${Buffer.from(this.#key.sign(message)).toString('hex')}`;
    return chain.execution.redeem(agreement, total, signature);
  }

  /** @throws BenchError RUN_FAILED when the chain didn't pay for all that was handed out */
  async allRedeemed(): Promise<void> {
    for (const [side, id] of this.#agreements.entries()) {
      const redeemed = (await this.#net.chain.execution.agreement(id))?.redeemed;
      if (redeemed !== this.#totals[side]) {
        throw new BenchError('RUN_FAILED', `not every voucher of agreement ${id} was redeemed`, { id });
      }
    }
  }
}

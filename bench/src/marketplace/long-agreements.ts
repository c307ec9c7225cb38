import type { AgreementId } from '@airo/chain-types';
import type { Network } from '../network/network.ts';
import { at, awardAll, bidOnAll, placeOrders } from './deals.ts';
import { done, orderOf, type Stage } from './stage.ts';
import { CHANNEL_QUOTA, consumerKey, INFERENCES } from './vouchers.ts';

/** One agreement of each consumer with the provider of its number, for all the inferences there can be. */
export async function openLongAgreements(net: Network, stage: Stage): Promise<readonly AgreementId[]> {
  const key = (await consumerKey()).publicKey;
  const { orders } = await placeOrders(net, stage, 1, () =>
    orderOf(stage, { inferences: INFERENCES, channelQuota: CHANNEL_QUOTA, consumerKey: key }),
  );
  await bidOnAll(net, stage, orders);
  const { agreements } = await awardAll(net, stage, orders);
  return agreements.map((own) => at(own, 0));
}

/** Ends them with both sides' consent. */
export async function closeLongAgreements(
  net: Network,
  stage: Stage,
  agreements: readonly AgreementId[],
): Promise<void> {
  const { execution } = net.chain;
  net.say('closing …');
  await done(
    net,
    stage.consumers.map((signer, side) => ({ signer, calls: [execution.offerClose(at(agreements, side))] })),
  );
  await done(
    net,
    stage.providers.map((signer, side) => ({ signer, calls: [execution.acceptClose(at(agreements, side))] })),
  );
}

import type * as Runtime from '../generated/runtime.ts';
import { type AgreementId, modelId, orderId, planck, type RequestIndex, requestIndex } from '../model/ids.ts';
import type { Agreement, MoneyBuckets, Request } from '../model/records.ts';

export function toAgreement(id: AgreementId, agreement: Runtime.Agreement): Agreement {
  return {
    id,
    order: orderId(agreement.order),
    consumer: agreement.consumer,
    provider: agreement.provider,
    model: modelId(agreement.model),
    manifest: agreement.manifest,
    price: planck(agreement.price),
    royalty: planck(agreement.royalty),
    commissionPpm: agreement.commission,
    inferences: agreement.inferences,
    channelQuota: agreement.channelQuota,
    maxOpen: agreement.maxOpen,
    opened: agreement.opened,
    expires: agreement.expires,
    closesAfter: agreement.closesAfter,
    responseWindow: agreement.responseWindow,
    challengeWindow: agreement.challengeWindow,
    coverage: planck(agreement.coverage),
    paidOnChain: agreement.paidOnChain,
    redeemed: agreement.redeemed,
    refunded: agreement.refunded,
    reopened: agreement.reopened,
    open: agreement.open,
    nextIndex: agreement.nextIndex,
    state: agreement.state.kind === 'Open' ? 'open' : 'closing',
  };
}

export function toRequest(agreement: AgreementId, index: RequestIndex, request: Runtime.Request): Request {
  const { payload, units, posted, deadline, state } = request;
  return {
    agreement,
    index: requestIndex(index),
    payload,
    units,
    posted,
    deadline,
    state: toRequestState(state),
  };
}

function toRequestState(state: Runtime.Request['state']): Request['state'] {
  switch (state.kind) {
    case 'Open':
      return { kind: 'open' };
    case 'Answered':
      return { kind: 'answered', response: state.response, at: state.at, due: state.due };
    case 'Demanded':
      return { kind: 'demanded', response: state.response, at: state.at, until: state.until };
  }
}

export function toMoney(money: Runtime.MoneyBuckets): MoneyBuckets {
  return {
    free: planck(money.free),
    orders: planck(money.orders),
    agreements: planck(money.agreements),
    bonds: planck(money.bonds),
    challenges: planck(money.challenges),
    claimable: planck(money.claimable),
  };
}

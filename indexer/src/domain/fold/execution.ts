import { type Agreement, type AiroEvent, type FailCode, formatAiro } from '@airo/chain-types';
import type { BlockFacts } from '../block-facts.ts';
import type { AgreementRecord, Place, RequestRecord } from '../records.ts';
import { type Book, requestKey } from './book.ts';
import { sharesOf } from './royalties.ts';

type Of<T extends AiroEvent['type']> = Extract<AiroEvent, { type: T }>;

/** Failures that the provider has to answer for. */
const PROVIDER_FAULTS: readonly FailCode[] = ['ModelUnavailable', 'Timeout', 'Internal'];

export function foldExecutionEvent(book: Book, event: AiroEvent, facts: BlockFacts, position: number): void {
  const place = { block: facts.block.number, at: facts.at };
  if (event.type === 'execution.AgreementOpened') {
    openAgreement(book, event, facts);
    return;
  }
  if (!event.type.startsWith('execution.') || !('agreement' in event)) return;
  const agreement = book.agreements.get(event.agreement);
  if (!agreement) return;
  const request = 'index' in event ? book.requests.get(requestKey(agreement.id, event.index)) : undefined;
  switch (event.type) {
    case 'execution.Requested':
      postRequest(book, agreement, event, place);
      return;
    case 'execution.Responded':
      agreement.unanswered -= 1;
      answer(request, event, place);
      return;
    case 'execution.Published':
      answer(request, event, place);
      return;
    case 'execution.Demanded':
      if (request) Object.assign(request, { state: 'demanded', demandedUntil: event.until, due: null });
      return;
    case 'execution.Failed':
      fail(book, agreement, request, event, place);
      return;
    case 'execution.TimedOut':
      fail(book, agreement, request, { ...event, code: null }, place);
      return;
    case 'execution.Settled':
    case 'execution.Redeemed':
      pay(book, agreement, event, place, position);
      return;
    case 'execution.QuotaReleased':
      agreement.terms = agreement.terms && { ...agreement.terms, channelQuota: event.channelQuota };
      return;
    case 'execution.Reopened':
      agreement.reopened += event.units;
      agreement.reopenedAs = event.order;
      return;
    case 'execution.Ending':
      agreement.closesAfter = event.closesAfter;
      return;
    case 'execution.CloseOffered':
      agreement.closeOfferedBy = event.by;
      return;
    case 'execution.CloseOfferWithdrawn':
      agreement.closeOfferedBy = null;
      return;
    case 'execution.Closed': {
      agreement.refunded += event.refunded;
      Object.assign(agreement, { state: 'closed', forfeited: event.forfeited ?? null });
      Object.assign(agreement, { closedBlock: place.block, closedAt: place.at });
      const provider = book.providers.get(agreement.provider);
      if (provider) provider.openAgreements -= 1;
    }
  }
}

function openAgreement(book: Book, event: Of<'execution.AgreementOpened'>, facts: BlockFacts): void {
  const { agreement: id, order, consumer, provider, model, price, inferences, expires } = event;
  const state = facts.agreements.get(id) ?? null;
  book.agreements.set(id, {
    ...{ id, order, consumer, provider, model, price, inferences, expires },
    closesAfter: state?.closesAfter ?? null,
    terms: termsOf(state),
    openedBlock: facts.block.number,
    openedAt: facts.at,
    state: 'open',
    ...{ requests: 0, unanswered: 0, paidOnChain: 0, redeemed: 0, failed: 0, late: 0, refused: 0 },
    ...{ reopened: 0, reopenedAs: null },
    ...{ providerPaid: 0n, royaltyPaid: 0n, commissionPaid: 0n, refunded: 0n, compensation: 0n },
    ...{ forfeited: null, closeOfferedBy: null, closedBlock: null, closedAt: null },
  });
  const sold = book.models.get(model);
  if (sold) {
    sold.agreements += 1;
    sold.sold += inferences;
    sold.lastPrice = price;
  }
  const by = book.providers.get(provider);
  if (by) {
    by.agreements += 1;
    by.openAgreements += 1;
  }
}

function postRequest(
  book: Book,
  agreement: AgreementRecord,
  event: Of<'execution.Requested'>,
  { block, at }: Place,
): void {
  const { index, payload, units, deadline } = event;
  agreement.requests += 1;
  agreement.unanswered += 1;
  book.requests.set(requestKey(agreement.id, index), {
    ...{ agreement: agreement.id, index, units, deadline },
    payload: payload.hash,
    payloadSize: payload.size,
    postedBlock: block,
    postedAt: at,
    state: 'open',
    ...{ response: null, responseSize: null, answeredBlock: null, answeredAt: null, due: null },
    ...{ demandedUntil: null, failCode: null, endedBlock: null, endedAt: null },
  });
}

function answer(
  request: RequestRecord | undefined,
  { response, due }: Of<'execution.Responded'> | Of<'execution.Published'>,
  { block, at }: Place,
): void {
  if (!request) return;
  Object.assign(request, { state: 'answered', response: response.hash, responseSize: response.size, due });
  Object.assign(request, { answeredBlock: block, answeredAt: at, demandedUntil: null });
}

function fail(
  book: Book,
  agreement: AgreementRecord,
  request: RequestRecord | undefined,
  event: { code: FailCode | null; units: number; refunded: bigint; compensation: bigint },
  { block, at }: Place,
): void {
  const { code, units, refunded, compensation } = event;
  const provider = book.providers.get(agreement.provider);
  const kind = code === null ? 'late' : PROVIDER_FAULTS.includes(code) ? 'failed' : 'refused';
  agreement[kind] += units;
  if (provider && kind !== 'refused') provider[kind] += units;
  if (provider) provider.compensation += compensation;
  agreement.refunded += refunded;
  agreement.compensation += compensation;
  if (!request) return;
  if (request.state === 'open') agreement.unanswered -= 1;
  const state = code === null ? 'timedOut' : 'failed';
  Object.assign(request, { state, failCode: code, endedBlock: block, endedAt: at });
}

function pay(
  book: Book,
  agreement: AgreementRecord,
  event: Of<'execution.Settled'> | Of<'execution.Redeemed'>,
  { block, at }: Place,
  position: number,
): void {
  const { units, provider: providerShare, royalty, commission } = event;
  const value = providerShare + royalty + commission;
  agreement.providerPaid += providerShare;
  agreement.royaltyPaid += royalty;
  agreement.commissionPaid += commission;
  if (event.type === 'execution.Settled') {
    agreement.paidOnChain += units;
    for (const index of event.indices) {
      const request = book.requests.get(requestKey(agreement.id, index));
      if (request) Object.assign(request, { state: 'paid', due: null, endedBlock: block, endedAt: at });
    }
  } else agreement.redeemed += units;
  const model = book.models.get(agreement.model);
  const shares = sharesOf(book.models, agreement.model, royalty);
  const passedOn = shares.reduce(
    (sum, { model, amount }) => sum + (model === agreement.model ? 0n : amount),
    0n,
  );
  if (model) {
    model.units += units;
    model.value += value;
    model.royalties += royalty;
    model.passedOn += passedOn;
  }
  for (const share of shares) {
    const above = share.model === agreement.model ? undefined : book.models.get(share.model);
    if (above) above.inherited += share.amount;
    book.royalties.push({
      block,
      position,
      at,
      agreement: agreement.id,
      sold: agreement.model,
      units,
      ...share,
    });
  }
  const provider = book.providers.get(agreement.provider);
  if (provider) {
    provider.served += units;
    provider.value += value;
    provider.earned += providerShare;
    provider.commission += commission;
  }
  book.payments.push({
    ...{ block, position, at, agreement: agreement.id, model: agreement.model },
    kind: event.type === 'execution.Settled' ? 'settled' : 'redeemed',
    owner: model?.owner ?? null,
    ...{ provider: agreement.provider, consumer: agreement.consumer },
    ...{ units, providerShare, royalty, passedOn, commission },
  });
}

function termsOf(agreement: Agreement | null) {
  if (!agreement) return null;
  const { manifest, commissionPpm, channelQuota, maxOpen, responseWindow, challengeWindow } = agreement;
  return {
    royalty: formatAiro(agreement.royalty),
    ...{ commissionPpm, manifest, channelQuota, maxOpen, responseWindow, challengeWindow },
  };
}

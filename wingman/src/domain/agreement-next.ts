import type { AccountId, Agreement } from '@airo/chain-types';

/** What the provider should do about an agreement when nothing is left to be paid. */
export type AgreementStep = 'acceptClose' | 'offerClose' | 'close' | 'wait';

/** Units that were neither paid nor refunded. */
export function unspent(agreement: Agreement): number {
  return (
    agreement.inferences -
    agreement.paidOnChain -
    agreement.redeemed -
    agreement.refunded -
    agreement.reopened
  );
}

export function nextStep(
  agreement: Agreement,
  context: {
    /** Number of the best block. */
    readonly head: number;
    readonly closeOfferedBy: AccountId | null;
    /** Requests that are neither paid nor refunded. */
    readonly pending: number;
  },
): AgreementStep {
  if (context.head > agreement.closesAfter) return 'close';
  if (agreement.state === 'closing') return 'close';
  if (context.pending > 0) return 'wait';
  if (context.closeOfferedBy !== null && context.closeOfferedBy !== agreement.provider) return 'acceptClose';
  return unspent(agreement) === 0 && context.closeOfferedBy === null ? 'offerClose' : 'wait';
}

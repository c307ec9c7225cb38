import type { Agreement, ChainEvent } from '@airo/chain-types';
import type { Stamps } from '@airo/chain-types/consumer';

/** Nearest-rank percentiles, in ms. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

export const STAGES = ['upload', 'post', 'answer', 'download', 'total'] as const;
export type Stage = (typeof STAGES)[number];

/** How long each stage of a request took. */
export function latencies(all: readonly Stamps[]): Record<Stage, Percentiles> {
  const of = (stage: (s: Stamps) => number) => percentiles(all.map(stage));
  return {
    upload: of((s) => s.uploaded - s.started),
    post: of((s) => s.posted - s.uploaded),
    answer: of((s) => s.answered - s.posted),
    download: of((s) => s.downloaded - s.answered),
    total: of((s) => s.downloaded - s.started),
  };
}

/** Who was paid what under one agreement, in planck. */
export interface Payments {
  readonly units: number;
  readonly provider: bigint;
  readonly modelOwner: bigint;
  readonly treasury: bigint;
  /** Back to the consumer. */
  readonly refunded: bigint;
  /** inferences × price: what was in escrow. */
  readonly escrow: bigint;
}

/** Adds up the settlements and refunds of the agreement. */
export function payments(agreement: Agreement, events: readonly ChainEvent[]): Payments {
  const sum = { units: 0, provider: 0n, modelOwner: 0n, treasury: 0n, refunded: 0n };
  for (const event of events) {
    if (!('agreement' in event) || event.agreement !== agreement.id) continue;
    if (event.type === 'execution.Settled') {
      sum.units += event.units;
      sum.provider += event.provider;
      sum.modelOwner += event.royalty;
      sum.treasury += event.commission;
    }
    if (
      event.type === 'execution.Failed' ||
      event.type === 'execution.TimedOut' ||
      event.type === 'execution.Closed'
    ) {
      sum.refunded += event.refunded;
    }
  }
  return { ...sum, escrow: BigInt(agreement.inferences) * agreement.price };
}

/** What doesn't add up; empty when all is well. */
export function findings(init: {
  agreement: Agreement;
  payments: Payments;
  closed: boolean;
  asked: number;
  answered: number;
  failures: readonly string[];
  royaltyReceived: bigint;
  right: number;
  /** Right answers of 100 below which something must be wrong. */
  leastRightPercent: number;
}): string[] {
  const { payments: paid, agreement } = init;
  const split = paid.provider + paid.modelOwner + paid.treasury;
  const checks: [boolean, string][] = [
    [
      init.answered === init.asked,
      `${init.asked - init.answered} of ${init.asked} pictures have no answer: ${[...new Set(init.failures)].join('; ')}`,
    ],
    [paid.units === init.answered, `${paid.units} inferences were paid, ${init.answered} answered`],
    [
      split === BigInt(paid.units) * agreement.price,
      `${paid.units} inferences at ${agreement.price} planck are not the ${split} planck paid`,
    ],
    [
      paid.modelOwner === BigInt(paid.units) * agreement.royalty,
      `royalties of ${paid.modelOwner} planck instead of ${paid.units} × ${agreement.royalty}`,
    ],
    [
      init.royaltyReceived === paid.modelOwner,
      `the model owner's account grew by ${init.royaltyReceived} planck, settlements say ${paid.modelOwner}`,
    ],
    [
      !init.closed || split + paid.refunded === paid.escrow,
      `${split} paid and ${paid.refunded} refunded are not the ${paid.escrow} planck of the escrow`,
    ],
    [
      init.right * 100 >= init.leastRightPercent * init.answered,
      `only ${init.right} of ${init.answered} answers are right`,
    ],
  ];
  return checks.flatMap(([ok, what]) => (ok ? [] : [what]));
}

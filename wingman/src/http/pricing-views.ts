import type { z } from 'zod';
import { formatAiro } from '../domain/amount.ts';
import type { ReplayReport } from '../domain/pricing/replay.ts';
import type { Preview } from '../pipeline/pricing/preview.ts';
import type { restPreviewSchema, restReplaySchema } from '../schemas/rest-pricing.ts';

const money = (amount: bigint | null) => (amount === null ? null : formatAiro(amount));

export function previewView({
  answer,
  strategy,
  context,
  leaves,
}: Preview): z.input<typeof restPreviewSchema> {
  const { chainFloor, royalty, commissionPpm, msPerInference, utilisation, queue } = context;
  return {
    bids: answer.ok,
    price: money(answer.price),
    reason: answer.ok ? null : answer.reason,
    detail: answer.ok ? '' : answer.detail,
    rule: answer.rule,
    strategy,
    leaves: money(leaves),
    chainFloor: money(chainFloor),
    royalty: formatAiro(royalty),
    commissionPpm,
    msPerInference,
    utilisation,
    queue,
  };
}

export function replayView(report: ReplayReport): z.input<typeof restReplaySchema> {
  const { revenue, royaltyAndCommission, costs, margin, actual } = report;
  return {
    ...report,
    utilisation: { ...report.utilisation },
    refused: { ...report.refused },
    revenue: formatAiro(revenue),
    royaltyAndCommission: formatAiro(royaltyAndCommission),
    costs: formatAiro(costs),
    margin: formatAiro(margin),
    actual: { won: actual.won, revenue: formatAiro(actual.revenue) },
  };
}

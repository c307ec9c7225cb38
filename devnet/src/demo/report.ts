import { formatAiro } from '@airo/chain-types';
import Table from 'cli-table3';
import { type Payments, type Percentiles, STAGES, type Stage } from './tally.ts';

export interface DemoResult {
  readonly ok: boolean;
  /** What doesn't add up. */
  readonly findings: readonly string[];
  readonly model: { readonly id: number; readonly name: string };
  readonly order: number;
  readonly agreement: number;
  readonly provider: string;
  readonly bids: readonly { readonly provider: string; readonly price: bigint }[];
  readonly accuracy: { readonly right: number; readonly of: number; readonly share: number };
  readonly payments: Payments;
  readonly latency: Record<Stage, Percentiles>;
  readonly seconds: number;
  readonly answersPerSecond: number;
}

/** Money as decimal strings of planck, so that no reader loses digits. */
export function toJson(result: DemoResult): string {
  return JSON.stringify(
    result,
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
}

export function toText(result: DemoResult, nameOf: (account: string) => string): string {
  const bids = new Table({ head: ['bid of', 'AIRO an inference', ''], style: { head: ['bold'] } });
  for (const bid of result.bids) {
    bids.push([
      nameOf(bid.provider),
      formatAiro(bid.price),
      bid.provider === result.provider ? 'awarded' : '',
    ]);
  }
  const money = new Table({ head: ['who', 'AIRO'], style: { head: ['bold'] }, colAligns: ['left', 'right'] });
  const { payments: paid } = result;
  money.push(
    [`provider (${nameOf(result.provider)})`, formatAiro(paid.provider)],
    ['model owner', formatAiro(paid.modelOwner)],
    ['treasury', formatAiro(paid.treasury)],
    ['back to the consumer', formatAiro(paid.refunded)],
    [`escrow of agreement ${result.agreement}`, formatAiro(paid.escrow)],
  );
  const times = new Table({
    head: ['stage', 'p50 ms', 'p95 ms'],
    style: { head: ['bold'] },
    colAligns: ['left', 'right', 'right'],
  });
  for (const stage of STAGES)
    times.push([stage, result.latency[stage].p50.toFixed(0), result.latency[stage].p95.toFixed(0)]);
  const { right, of } = result.accuracy;
  const verdict = result.ok
    ? 'Everything adds up.'
    : `This does not add up:\n${result.findings.map((f) => `  - ${f}`).join('\n')}`;
  return `
${result.model.name}: ${right} of ${of} pictures right (${((100 * right) / Math.max(1, of)).toFixed(1)} %)

${bids.toString()}
${money.toString()}
${times.toString()}

${of} answers in ${result.seconds.toFixed(1)} s, ${result.answersPerSecond.toFixed(1)} a second, from the first upload to the last checked answer.
${verdict}
`;
}

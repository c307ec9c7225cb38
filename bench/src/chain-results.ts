import { fitting, median, type TimedBlock } from './figures.ts';
import type { Capacity } from './marketplace/capacity.ts';
import type { CallFigure } from './marketplace/measure.ts';
import type { BenchResult } from './result.ts';

const PS_PER_US = 1_000_000;
const PS_PER_MS = 1_000_000_000;
const US_PER_MS = 1_000;
/** Inferences of the largest voucher that is redeemed here. */
const UNITS_OF_VOUCHER = 1_000_000;

/** How many fit into a block: what the weights allow, what full blocks held, and the smaller of the two. */
export function capacityResults(kinds: {
  pairs: Capacity;
  redeems: Capacity;
  'single-redeems': Capacity;
  transfers: Capacity;
}): readonly BenchResult[] {
  const peer = lower(kinds.transfers);
  const results = Object.entries(kinds).flatMap(([name, capacity]): BenchResult[] => [
    {
      name: `${name}-per-block`,
      value: lower(capacity),
      unit: '1/block',
      ...(name === 'transfers'
        ? {}
        : { ratio: lower(capacity) / peer, against: `transfers on the same node (${peer.toFixed(0)})` }),
    },
    { name: `${name}-per-block-by-weight`, value: capacity.byWeight, unit: '1/block' },
    { name: `${name}-per-block-measured`, value: capacity.measured, unit: '1/block' },
  ]);
  const blocks = Object.values(kinds).flatMap((capacity) => capacity.blocks);
  return [...results, ...fullBlockResults(blocks)];
}

const lower = ({ byWeight, measured }: Capacity) => Math.floor(Math.min(byWeight, measured));

/** Of blocks that were full; of the fullest ones when the node never left anything out. */
function fullBlockResults(blocks: readonly TimedBlock[]): readonly BenchResult[] {
  const full = blocks.filter((block) => block.full);
  const all = full.length > 0 ? full : blocks;
  return [
    { name: 'full-blocks', value: full.length, unit: 'blocks' },
    { name: 'full-block-import-ms-p50', value: median(all.map((b) => b.importMs)), unit: 'ms' },
    { name: 'full-block-import-ms-max', value: Math.max(...all.map((b) => b.importMs)), unit: 'ms' },
    { name: 'full-block-construct-ms-p50', value: median(all.map((b) => b.constructMs)), unit: 'ms' },
    { name: 'full-block-construct-ms-max', value: Math.max(...all.map((b) => b.constructMs)), unit: 'ms' },
  ];
}

/** Of every kind of call: weight, fee and time of one, and how many fit into a block by either. */
export function callResults(normalPs: number, calls: readonly CallFigure[]): readonly BenchResult[] {
  return calls.flatMap((figure): BenchResult[] => {
    const { name, weightPs, fee, constructMs, importMs } = figure;
    const peer = calls.find((other) => other.name === peerOf(name));
    const ratio = (what: 'weightPs' | 'fee' | 'importMs' | 'constructMs') =>
      peer ? { ratio: figure[what] / peer[what], against: peer.name } : {};
    return [
      { name: `${name}-per-block-by-weight`, value: fitting(normalPs, weightPs), unit: '1/block' },
      { name: `${name}-per-block-by-time`, value: fitting(normalPs / PS_PER_MS, importMs), unit: '1/block' },
      { name: `${name}-weight-us`, value: weightPs / PS_PER_US, unit: 'us', ...ratio('weightPs') },
      { name: `${name}-import-us`, value: importMs * US_PER_MS, unit: 'us', ...ratio('importMs') },
      { name: `${name}-construct-us`, value: constructMs * US_PER_MS, unit: 'us', ...ratio('constructMs') },
      { name: `${name}-fee-planck`, value: fee, unit: 'planck', ...ratio('fee') },
    ];
  });
}

/** What a call is held against: a large voucher against a small one, everything else against a transfer. */
function peerOf(name: string): string | undefined {
  if (name === 'transfer') return undefined;
  return name.startsWith('redeem-') ? 'redeem' : 'transfer';
}

/** Inferences a block that are asked for, answered and paid on chain in the largest calls, and by voucher. */
export function settledResults(
  normalPs: number,
  calls: readonly CallFigure[],
  redeems: Capacity,
): readonly BenchResult[] {
  const steps = calls.flatMap((figure) => {
    const items = /^(?:request|respond|settle)-(\d+)$/.exec(figure.name)?.[1];
    return items === undefined || items === '1' ? [] : [{ figure, items: Number(items) }];
  });
  const weightPs = steps.reduce((sum, { figure, items }) => sum + figure.weightPs / items, 0);
  const importMs = steps.reduce((sum, { figure, items }) => sum + figure.importMs / items, 0);
  const [byWeight, byTime] = [fitting(normalPs, weightPs), fitting(normalPs / PS_PER_MS, importMs)];
  return [
    { name: 'settled-on-chain-per-block', value: Math.min(byWeight, byTime), unit: '1/block' },
    { name: 'settled-on-chain-per-block-by-weight', value: byWeight, unit: '1/block' },
    { name: 'settled-on-chain-per-block-by-time', value: byTime, unit: '1/block' },
    { name: 'settled-by-voucher-per-block', value: lower(redeems) * UNITS_OF_VOUCHER, unit: '1/block' },
  ];
}

/** Weight and time of one call while so many orders are open, against the fewest. */
export function openOrderResults(
  levels: readonly { open: number; figures: readonly CallFigure[] }[],
): readonly BenchResult[] {
  const [base] = levels;
  return levels.flatMap(({ open, figures }) =>
    figures.flatMap((figure, i): BenchResult[] => {
      const peer = base?.figures[i];
      const compare = peer && peer !== figure;
      return [
        {
          name: `${figure.name}-weight-us-at-${open}-orders`,
          value: figure.weightPs / PS_PER_US,
          unit: 'us',
        },
        {
          name: `${figure.name}-import-us-at-${open}-orders`,
          value: figure.importMs * US_PER_MS,
          unit: 'us',
          ...(compare ? { ratio: figure.importMs / peer.importMs, against: `${base.open} open orders` } : {}),
        },
      ];
    }),
  );
}

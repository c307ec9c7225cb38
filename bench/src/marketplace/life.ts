import { type AgreementId, requestIndex } from '@airo/chain-types';
import type { StateSize } from '@airo/chain-types/measure';
import type { Network } from '../network/network.ts';
import type { BenchResult } from '../result.ts';
import { awardAll, bidOnAll, lanesOf, placeOrders } from './deals.ts';
import { type CallFigure, measure } from './measure.ts';
import { ANSWER, PAYLOAD } from './payloads.ts';
import { orderOf, SIDES, type Stage } from './stage.ts';

const ORDERS_PER_CONSUMER = 20;
const FIRST = requestIndex(0);

/** Orders of one inference from the first call to the last: what each call takes, and what is kept meanwhile. */
export async function lifeOfAgreements(
  net: Network,
  stage: Stage,
): Promise<{ figures: readonly CallFigure[]; growth: readonly BenchResult[] }> {
  const { execution } = net.chain;
  const sizes = [await marketState(net)];
  const records = await net.meter.stateSize('Providers');
  const stateAfter = async <T>(step: Promise<T>): Promise<T> => {
    const result = await step;
    sizes.push(await marketState(net));
    return result;
  };
  const placed = await stateAfter(
    placeOrders(net, stage, ORDERS_PER_CONSUMER, () => orderOf(stage, { inferences: 1 })),
  );
  const bid = await stateAfter(bidOnAll(net, stage, placed.orders));
  const awarded = await stateAfter(awardAll(net, stage, placed.orders));
  const { agreements } = awarded;
  const onEach = async (
    name: string,
    who: Stage['consumers'],
    call: (agreement: AgreementId) => ReturnType<typeof execution.close>,
    of = agreements,
  ) => (await measure(net, name, lanesOf(who, of, call))).figure;

  const requested = await stateAfter(
    onEach('request-1', stage.consumers, (id) =>
      execution.postRequests(id, [{ payload: PAYLOAD, units: 1 }]),
    ),
  );
  const responded = await stateAfter(
    onEach('respond-1', stage.providers, (id) => execution.respond(id, [{ index: FIRST, response: ANSWER }])),
  );
  const [some, others] = [
    agreements.map((own) => own.slice(0, ORDERS_PER_CONSUMER / 2)),
    agreements.map((own) => own.slice(ORDERS_PER_CONSUMER / 2)),
  ];
  const approved = await onEach('approve-1', stage.consumers, (id) => execution.approve(id, [FIRST]), some);
  const settled = await onEach('settle-1', stage.providers, (id) => execution.settle(id), others);
  const closed = await stateAfter(onEach('close', stage.providers, (id) => execution.close(id)));

  const figures = [placed.figure, bid, awarded.figure, requested, responded, approved, settled, closed];
  return { figures, growth: growthOf(sizes, records, await net.meter.stateSize('Providers')) };
}

/** Everything that orders, bids, agreements and requests are kept in. */
export async function marketState({ meter }: Network): Promise<StateSize> {
  const [orders, agreements] = await Promise.all([
    meter.stateSize('Marketplace'),
    meter.stateSize('Execution'),
  ]);
  return {
    entries: orders.entries + agreements.entries,
    bytes: orders.bytes + agreements.bytes,
    fixedBytes: orders.fixedBytes + agreements.fixedBytes,
  };
}

/** Each stage against an earlier one: an agreement against before its order, which is gone by then. */
const STAGES = [
  { name: 'order', at: 1, since: 0 },
  { name: 'bid', at: 2, since: 1 },
  { name: 'agreement', at: 3, since: 0 },
  { name: 'request', at: 4, since: 3 },
  { name: 'answer', at: 5, since: 4 },
] as const;

function growthOf(
  sizes: readonly StateSize[],
  recordsBefore: StateSize,
  recordsAfter: StateSize,
): readonly BenchResult[] {
  const count = ORDERS_PER_CONSUMER * SIDES;
  const grown = (from: number, to: number, what: 'entries' | 'bytes') =>
    (sizes[to]?.[what] ?? Number.NaN) - (sizes[from]?.[what] ?? Number.NaN);
  return [
    ...STAGES.flatMap(({ name, at, since }) => [
      { name: `${name}-state-items`, value: grown(since, at, 'entries') / count, unit: 'items' },
      { name: `${name}-state-bytes`, value: grown(since, at, 'bytes') / count, unit: 'bytes' },
    ]),
    { name: 'left-after-close-items', value: grown(0, 6, 'entries'), unit: 'items' },
    { name: 'left-after-close-bytes', value: grown(0, 6, 'bytes'), unit: 'bytes' },
    {
      name: 'records-bytes-per-account',
      value: (recordsAfter.bytes - recordsBefore.bytes) / (2 * SIDES),
      unit: 'bytes',
    },
  ];
}

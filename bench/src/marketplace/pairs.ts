import { type AgreementId, requestIndex } from '@airo/chain-types';
import { BenchError } from '../errors.ts';
import type { Network } from '../network/network.ts';
import { type Capacity, fillBlocks } from './capacity.ts';
import { at, lanesOf } from './deals.ts';
import { type CallFigure, measure } from './measure.ts';
import { ANSWER, PAYLOAD } from './payloads.ts';
import { done, SIDES, type Stage } from './stage.ts';

/** Of each agreement: so many requests wait for an answer when the blocks are filled, and so many more are made meanwhile. */
const WAITING = 512;
const APPROVE_CALLS = 4;

/** Requests and answers in the same blocks, one a call; then both in the largest calls, and their payment. */
export async function requestsAndAnswers(
  net: Network,
  stage: Stage,
  agreements: readonly AgreementId[],
): Promise<{ pairs: Capacity; figures: readonly CallFigure[] }> {
  const { execution } = net.chain;
  const { maxItems, maxSettle } = net.meter.limits;
  const payload = { payload: PAYLOAD, units: 1 };
  const requests = (count: number) => Array.from({ length: count }, () => payload);
  const answers = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ index: requestIndex(from + i), response: ANSWER }));
  const onEach = async (
    name: string,
    who: Stage['consumers'],
    count: number,
    call: (agreement: AgreementId, i: number) => ReturnType<typeof execution.settle>,
  ) => {
    const numbers = Array.from({ length: count }, (_, i) => i);
    const own = lanesOf(
      who,
      agreements.map(() => numbers),
      (i, side) => call(at(agreements, side), i),
    );
    return (await measure(net, name, own)).figure;
  };

  const requested = await onEach(`request-${maxItems}`, stage.consumers, WAITING / maxItems, (id) =>
    execution.postRequests(id, requests(maxItems)),
  );
  const first = at(agreements, 0);
  let each = 0;
  const pairs = await fillBlocks(net, 'request and answer', {
    group: [execution.postRequests(first, [payload]), execution.respond(first, answers(0, 1))],
    most: WAITING * SIDES,
    lanesFor(groups) {
      each = Math.ceil(groups / SIDES);
      const numbers = agreements.map(() => Array.from({ length: each }, (_, i) => i));
      const ask = (_: number, side: number) => execution.postRequests(at(agreements, side), [payload]);
      const answer = (i: number, side: number) => execution.respond(at(agreements, side), answers(i, 1));
      return [...lanesOf(stage.consumers, numbers, ask), ...lanesOf(stage.providers, numbers, answer)];
    },
  });
  for (const id of agreements) {
    const agreement = await execution.agreement(id);
    if (agreement?.open !== WAITING || agreement.nextIndex !== WAITING + each) {
      throw new BenchError('RUN_FAILED', `not every request and answer of agreement ${id} succeeded`, { id });
    }
  }
  const responded = await onEach(`respond-${maxItems}`, stage.providers, WAITING / maxItems, (id, i) =>
    execution.respond(id, answers(each + i * maxItems, maxItems)),
  );
  const approved = await onEach(`approve-${maxItems}`, stage.consumers, APPROVE_CALLS, (id, i) =>
    execution.approve(
      id,
      answers(i * maxItems, maxItems).map(({ index }) => index),
    ),
  );
  const left = WAITING + each - APPROVE_CALLS * maxItems;
  const settles = Math.floor(left / maxSettle);
  const settled = await onEach(`settle-${maxSettle}`, stage.providers, settles, (id) => execution.settle(id));
  if (left > settles * maxSettle) {
    await done(
      net,
      stage.providers.map((signer, side) => ({ signer, calls: [execution.settle(at(agreements, side))] })),
    );
  }
  return { pairs, figures: [requested, responded, approved, settled] };
}

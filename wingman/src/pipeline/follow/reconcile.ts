import type { AgreementId, BlockRef, Order, OrderId, Request } from '@airo/chain-types';
import type { ChainReader } from '../../ports/chain.ts';
import type { Change } from '../../ports/change.ts';
import type { AgreementRecord, RequestStateName } from '../../ports/records.ts';
import type { Store } from '../../ports/store.ts';
import { agreementFacts } from './agreement-facts.ts';
import { inferenceJob, publishJob, settleJob } from './jobs.ts';

const ORDERS_PER_PAGE = 100;
/** When such a request is open on chain, the block that ended it was retracted. */
const OVER: readonly RequestStateName[] = ['failed', 'settled', 'timedOut'];

/**
 * Brings the store to what the chain's storage says now, whatever happened in between, and the cursor to the head. Used
 * at start, and after a gap that the node has forgotten. What happens while it reads comes again with the next blocks.
 */
export async function reconcile(chain: ChainReader, store: Store): Promise<BlockRef> {
  const head = await chain.head('best');
  const orders = await openOrders(chain);
  const agreements = await chain.agreements();
  const changes = [
    ...orders,
    ...(await reopened(store, orders)),
    ...(await Promise.all(agreements.map((id) => reconcileAgreement(chain, store, id, head)))).flat(),
    ...(await closedMeanwhile(store, agreements)),
  ];
  await store.apply(changes, { finality: 'best', block: head });
  return head;
}

async function openOrders(chain: ChainReader): Promise<Change[]> {
  const changes: Change[] = [];
  let after: OrderId | null = null;
  for (;;) {
    const page: readonly Order[] = await chain.openOrders(after, ORDERS_PER_PAGE);
    changes.push(
      ...page.map(({ id, consumer, bidsUntil, spec }): Change => {
        const { model, inferences, maxPrice, award } = spec;
        return { type: 'order.seen', order: { id, consumer, model, inferences, maxPrice, bidsUntil, award } };
      }),
    );
    const last = page.at(-1);
    if (!last || page.length < ORDERS_PER_PAGE) return changes;
    after = last.id;
  }
}

/** Orders that had ended, in blocks that were retracted since. */
async function reopened(store: Store, open: readonly Change[]): Promise<Change[]> {
  const ids = open.flatMap((change) => (change.type === 'order.seen' ? [change.order.id] : []));
  const known = await Promise.all(ids.map((id) => store.order(id)));
  return known.flatMap((order): Change[] =>
    order?.stage === 'won' || order?.stage === 'lost' ? [{ type: 'order.reopened', order: order.id }] : [],
  );
}

async function reconcileAgreement(
  chain: ChainReader,
  store: Store,
  id: AgreementId,
  head: BlockRef,
): Promise<Change[]> {
  const [agreement, requests, known] = await Promise.all([
    chain.agreement(id),
    chain.requests(id),
    store.requests(id, { states: ['open', 'computed', 'refused', 'answered'] }),
  ]);
  if (!agreement) return [];
  const unfinished = known.filter((k) => k.state === 'computed' || k.state === 'refused').map((k) => k.index);
  const open = requests.filter((r) => r.state.kind === 'open' && !unfinished.includes(r.index));
  const alive = new Set(requests.map((r) => r.index));
  const indices = open.map((r) => r.index);
  const ended = indices.length > 0 ? await store.requests(id, { states: OVER, indices }) : [];
  const retracted = [...known.filter((k) => k.state === 'answered'), ...ended].map((k) => k.index);
  return [
    ...agreementFacts(agreement),
    ...requests.flatMap((request) => requestFacts(request)),
    ...open
      .filter(({ index }) => retracted.includes(index))
      .map(({ index }): Change => ({ type: 'request.reopened', agreement: id, index })),
    // Gone from the chain: paid, failed or timed out while nobody looked; money is told by finalised events alone.
    ...known
      .filter(({ index }) => !alive.has(index))
      .map(({ index, state }): Change => {
        const how = state === 'answered' ? 'settled' : 'timedOut';
        return { type: 'request.ended', agreement: id, index, how };
      }),
    ...(indices.length > 0 ? [{ type: 'job' as const, job: inferenceJob(id, indices, head.hash) }] : []),
    ...(unfinished.length > 0
      ? [{ type: 'job' as const, job: publishJob(id, `reconcile-${id}-${head.number}`) }]
      : []),
    { type: 'job', job: settleJob(id, head.number) },
  ];
}

function requestFacts({ agreement, index, payload, units, posted, deadline, state }: Request): Change[] {
  const request = { agreement, index, payload, units, posted, deadline };
  const known: Change = { type: 'request.posted', request };
  if (state.kind === 'open') return [known];
  return [
    known,
    { type: 'request.answered', agreement, index, response: state.response },
    // What is demanded is to be published at once: the job at the head, which every agreement gets, does it.
    ...(state.kind === 'answered' ? [{ type: 'job' as const, job: settleJob(agreement, state.due) }] : []),
  ];
}

/** Agreements that the store thinks open and the chain doesn't have any more. */
async function closedMeanwhile(store: Store, alive: readonly AgreementId[]): Promise<Change[]> {
  const known = await store.openAgreements();
  return known
    .filter((agreement: AgreementRecord) => !alive.includes(agreement.id))
    .map(({ id }): Change => ({ type: 'agreement.closed', agreement: id }));
}

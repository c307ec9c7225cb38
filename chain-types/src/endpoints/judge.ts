import type { BlockRef } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';

/** What is wrong with an endpoint, from what is least to what is worst. */
export const ENDPOINT_FAULTS = [
  /** Its newest block is old by the time that the block itself names. */
  'stale',
  /** Its finalised block is further behind the highest one seen than is allowed. */
  'finalityBehind',
  /** The same of its best block. */
  'behind',
  /** The connection is open, and a question has waited too long for its answer. */
  'silent',
  /** There is no connection. */
  'unreachable',
  /** It has another block where a finalised one was seen. */
  'forked',
  /** Its genesis is another one. */
  'otherChain',
] as const;
export type EndpointFault = (typeof ENDPOINT_FAULTS)[number];

/** What an endpoint last answered. */
export interface Sighting {
  readonly genesis: Hex;
  /** Number of its best block. */
  readonly best: number;
  readonly finalised: BlockRef;
  /** Time in its best block, milliseconds since 1970; null on a chain that keeps none. */
  readonly bestTime: number | null;
  /** Its block at the height that was asked for, the highest finalised one seen; null when it has none there. */
  readonly atFinalised: { readonly asked: BlockRef; readonly hash: Hex | null } | null;
}

/** One endpoint as it is now. */
export interface EndpointView {
  readonly connected: boolean;
  /** Milliseconds that the oldest question has waited for its answer. */
  readonly silentMs: number;
  readonly sighting: Sighting | null;
}

export interface EndpointLimits {
  /** Blocks that an endpoint may be behind the highest best, or finalised, block seen. */
  readonly maxLag: number;
  /** Age of its newest block above which an endpoint is left for one whose newest block is younger. */
  readonly maxAgeMs: number;
  /** Time for an answer. */
  readonly silenceMs: number;
}

/** The highest blocks that any endpoint of this chain has shown. */
export interface Seen {
  readonly genesis: Hex | null;
  readonly best: number;
  readonly finalised: BlockRef | null;
}

export interface Judgement {
  readonly fault: EndpointFault;
  /** For people, without the endpoint's name. */
  readonly detail: string;
}

/** null when nothing is wrong with it, as far as is known. @param now milliseconds since 1970 */
export function judge(
  { connected, silentMs, sighting }: EndpointView,
  seen: Seen,
  limits: EndpointLimits,
  now: number,
): Judgement | null {
  if (!connected) return { fault: 'unreachable', detail: 'there is no connection' };
  if (silentMs > limits.silenceMs) {
    return { fault: 'silent', detail: `it has not answered for ${seconds(silentMs)}` };
  }
  if (!sighting) return null;
  const { genesis, best, finalised, bestTime, atFinalised } = sighting;
  if (seen.genesis !== null && genesis !== seen.genesis) {
    return { fault: 'otherChain', detail: `its genesis is ${genesis}, not ${seen.genesis}` };
  }
  if (atFinalised?.hash && atFinalised.hash !== atFinalised.asked.hash) {
    const { number, hash } = atFinalised.asked;
    return { fault: 'forked', detail: `its block ${number} is not ${hash}, which was seen finalised` };
  }
  const lag = seen.best - best;
  if (lag > limits.maxLag) {
    return { fault: 'behind', detail: `its best block ${best} is ${lag} behind the highest one seen` };
  }
  const finalLag = (seen.finalised?.number ?? 0) - finalised.number;
  if (finalLag > limits.maxLag) {
    const where = `its finalised block ${finalised.number} is ${finalLag} behind the highest one seen`;
    return { fault: 'finalityBehind', detail: where };
  }
  const age = bestTime === null ? 0 : now - bestTime;
  return age > limits.maxAgeMs
    ? { fault: 'stale', detail: `its newest block is ${seconds(age)} old by its own time` }
    : null;
}

/**
 * Where to go: the present endpoint while it is well, or while no other is better; else the first of the best.
 * @param present place of the endpoint in use; null at the start
 * @returns null when there is none to begin with
 */
export function choose(present: number | null, judgements: readonly (Judgement | null)[]): number | null {
  const badness = judgements.map((each) => (each ? ENDPOINT_FAULTS.indexOf(each.fault) + 1 : 0));
  const usable = badness.map((bad) => (bad >= UNUSABLE ? Number.POSITIVE_INFINITY : bad));
  const least = Math.min(...usable);
  if (present !== null && (badness[present] ?? 0) <= least) return present;
  return least === Number.POSITIVE_INFINITY ? present : usable.indexOf(least);
}

/** Nobody moves to an endpoint that doesn't answer, or is of another chain. */
const UNUSABLE = ENDPOINT_FAULTS.indexOf('silent') + 1;

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}

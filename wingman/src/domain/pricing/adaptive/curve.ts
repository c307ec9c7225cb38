import type { Evidence } from './evidence.ts';
import { type Answer, fitWinCurve, type WinCurve, winShare } from './logistic.ts';
import { type Bound, survivalOf } from './survival.ts';

/** Answers teach less than limits, so they are remembered so many times longer. */
const ANSWER_MEMORY = 3;

/** How likely a price is to win, by the evidence. Prices as numbers of planck. */
export interface PriceCurve {
  /** Ended orders that said something. */
  readonly evidence: number;
  /** Share of it that says only what became of the price that was asked, 0 to 1. */
  readonly answered: number;
  /** Prices just below what others bid: the only ones among limits worth asking. */
  readonly steps: readonly bigint[];
  winShare(price: number): number;
}

/** @param memory evidence counts half after so many orders */
export function curveOf(evidence: readonly Evidence[], memory: number): PriceCurve {
  const bounds: Bound[] = [];
  const answers: Answer[] = [];
  const steps: bigint[] = [];
  for (const [index, item] of evidence.entries()) {
    const age = evidence.length - 1 - index;
    if (item.kind === 'answer') {
      const { asked, won } = item;
      answers.push({ x: Math.log(Number(asked)), won, weight: halved(age, memory * ANSWER_MEMORY) });
    } else {
      const at = item.kind === 'limit' ? item.limit : item.upTo;
      bounds.push({ price: Number(at), isLimit: item.kind === 'limit', weight: halved(age, memory) });
      if (item.kind === 'limit') steps.push(justBelow(item.limit));
    }
  }
  return joined(bounds, answers, { evidence: evidence.length, steps });
}

const halved = (age: number, memory: number) => 0.5 ** (age / memory);
const sum = (items: readonly { weight: number }[]) => items.reduce((total, { weight }) => total + weight, 0);

function justBelow(limit: bigint): bigint {
  const step = limit / 1_000n;
  return limit - (step > 0n ? step : 1n);
}

function joined(
  bounds: readonly Bound[],
  answers: readonly Answer[],
  known: Pick<PriceCurve, 'evidence' | 'steps'>,
): PriceCurve {
  const survival = survivalOf(bounds);
  const [byLimit, byAnswer] = [sum(bounds), sum(answers)];
  const total = byLimit + byAnswer;
  const centre = answers.reduce((all, { x, weight }) => all + x * weight, 0) / (byAnswer || 1);
  const fit: WinCurve | null =
    answers.length > 0 ? fitWinCurve(answers.map((a) => ({ ...a, x: a.x - centre }))) : null;
  return {
    ...known,
    answered: total === 0 ? 0 : byAnswer / total,
    winShare: (price) => {
      if (total === 0) return 1;
      const beaten = survival(price) * byLimit;
      const taken = fit ? winShare(fit, Math.log(price) - centre) * byAnswer : 0;
      return (beaten + taken) / total;
    },
  };
}

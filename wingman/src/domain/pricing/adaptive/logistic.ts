/** An offer at `x` (a logarithm of a price) and whether it was taken, counted `weight` times. */
export interface Answer {
  readonly x: number;
  readonly won: boolean;
  readonly weight: number;
}

const STEPS = 12;
const SLOPE = 2;
const MIN_SLOPE = 0.2;
const MAX_SLOPE = 150;
const RIDGE_LEVEL = 0.03;
const RIDGE_SLOPE = 0.03;

/** 1 / (1 + e^(slope·x − level)): the share of offers at x that are taken. */
export interface WinCurve {
  readonly level: number;
  readonly slope: number;
}

export function winShare({ level, slope }: WinCurve, x: number): number {
  return 1 / (1 + Math.exp(slope * x - level));
}

/** Logistic regression by damped Newton steps, held by a weak prior where answers are few. */
export function fitWinCurve(answers: readonly Answer[]): WinCurve {
  let curve: WinCurve = { level: 0, slope: SLOPE };
  for (let step = 0; step < STEPS; step += 1) curve = newtonStep(curve, answers);
  return curve;
}

function newtonStep(curve: WinCurve, answers: readonly Answer[]): WinCurve {
  let levelPull = -RIDGE_LEVEL * curve.level;
  let slopePull = -RIDGE_SLOPE * (curve.slope - SLOPE);
  let [aa, bb, ab] = [RIDGE_LEVEL, RIDGE_SLOPE, 0];
  for (const { x, won, weight } of answers) {
    const share = winShare(curve, x);
    const miss = weight * ((won ? 1 : 0) - share);
    const spread = weight * share * (1 - share);
    levelPull += miss;
    slopePull -= miss * x;
    aa += spread;
    bb += spread * x * x;
    ab -= spread * x;
  }
  const determinant = aa * bb - ab * ab;
  const level = (bb * levelPull - ab * slopePull) / determinant;
  const slope = (aa * slopePull - ab * levelPull) / determinant;
  // A full step can overshoot where the curve is flat.
  const damping = Math.max(1, Math.abs(level) / 2, Math.abs(slope) / 4);
  return {
    level: curve.level + level / damping,
    slope: Math.min(MAX_SLOPE, Math.max(MIN_SLOPE, curve.slope + slope / damping)),
  };
}

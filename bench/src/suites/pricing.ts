import { bestFixed, earnedBy, MARKETS, type Market, scaled, simulate } from '@airo/wingman/simulation';
import type { BenchResult, Suite } from '../result.ts';

const ORDERS = 1_000;
const SEEDS = [1, 2, 3, 4, 5];
const RULES: Parameters<typeof simulate>[0]['rules'] = {
  pricing: { strategy: 'adaptive', from: '0.003', to: '0.1', memory: 40, cost: '0' },
  floor: '0',
  overrides: [],
};
const BEST = 'the best fixed price in hindsight';

const SHIFT_AT = 400;
const JUDGED_OVER = 100;
const MAX_ORDERS_AFTER = 800;
const STEP = 20;
/** Share of the best fixed price after the shift that counts as having followed. */
const FOLLOWED = 0.9;
const SHIFTED_MARKETS = ['rivals', 'by-hand'];

type Deals = ReturnType<typeof simulate>;
const share = (deals: Deals) =>
  Number(earnedBy(deals)) / Number(bestFixed(deals.map(({ demand }) => demand)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function earnedShare(market: Market): BenchResult {
  const shares = SEEDS.map((seed) =>
    share(simulate({ rules: RULES, orders: ORDERS, seed, marketAt: () => market })),
  );
  return {
    name: `adaptive-earned-share-${market.name}`,
    value: Math.min(...shares),
    unit: 'worst seed',
    ratio: mean(shares),
    against: `${BEST}: ${market.about}`,
  };
}

/** Orders after which the next 100 earn what they should, on the mean of the seeds. */
function followedAfter(market: Market, factor: number): BenchResult {
  const orders = SHIFT_AT + MAX_ORDERS_AFTER + JUDGED_OVER;
  const after = scaled(market, factor);
  const marketAt = (order: number) => (order < SHIFT_AT ? market : after);
  const runs = SEEDS.map((seed) => simulate({ rules: RULES, orders, seed, marketAt }));
  const shareFrom = (place: number) =>
    mean(runs.map((deals) => share(deals.slice(SHIFT_AT + place, SHIFT_AT + place + JUDGED_OVER))));
  let place = 0;
  while (place < MAX_ORDERS_AFTER && shareFrom(place) < FOLLOWED) place += STEP;
  return {
    name: `adaptive-followed-after-${market.name}-x${factor}`,
    value: place,
    unit: 'orders',
    ratio: shareFrom(place),
    against: `${BEST} over the ${JUDGED_OVER} orders that follow`,
  };
}

export const pricing: Suite = {
  name: 'pricing',
  about: 'what adaptive prices earn on simulated markets, against the best fixed price in hindsight',
  async run(say) {
    const results: BenchResult[] = [];
    for (const market of MARKETS) {
      say(`${ORDERS} orders of "${market.name}", ${SEEDS.length} seeds …`);
      results.push(earnedShare(market));
    }
    for (const market of MARKETS.filter(({ name }) => SHIFTED_MARKETS.includes(name))) {
      for (const factor of [0.5, 2]) {
        say(`"${market.name}", prices × ${factor} after ${SHIFT_AT} orders …`);
        results.push(followedAfter(market, factor));
      }
    }
    return results;
  },
};

import { type AwardMode, PLANCK_PER_AIRO, type Planck, planck } from '@airo/chain-types';
import { type Chance, logNormal } from './chance.ts';

/** One order of a simulated market. */
export interface Demand {
  readonly inferences: number;
  readonly maxPrice: Planck;
  readonly award: AwardMode;
  /**
   * Only a price below wins; null: any up to maxPrice. With the award to the cheapest it is somebody else's bid, which
   * everybody sees; with an award by hand it is what the consumer would pay, which nobody does.
   */
  readonly limit: Planck | null;
}

export interface Market {
  readonly name: string;
  readonly about: string;
  draw(chance: Chance): Demand;
}

const airo = (amount: number): Planck => planck(BigInt(Math.round(amount * Number(PLANCK_PER_AIRO))));
const size = (chance: Chance) => 10 + Math.floor(chance() * 490);

function market(
  name: string,
  about: string,
  draw: (chance: Chance) => { max: number; limit: number | null; award: AwardMode },
): Market {
  return {
    name,
    about,
    draw(chance) {
      const inferences = size(chance);
      const { max, limit, award } = draw(chance);
      const outbid = limit !== null && limit <= max;
      return { inferences, maxPrice: airo(max), award, limit: outbid ? airo(limit) : null };
    },
  };
}

/** Markets whose demand stays as it is. Prices in AIRO around 0.01. */
export const MARKETS: readonly Market[] = [
  market('rivals', 'others bid around 0.01', (c) => ({
    max: 0.03,
    limit: logNormal(c, 0.01, 0.3),
    award: 'cheapest',
  })),
  market('wide-rivals', 'others bid anything; consumers differ too', (c) => ({
    max: logNormal(c, 0.03, 0.5),
    limit: logNormal(c, 0.01, 0.8),
    award: 'cheapest',
  })),
  market('fixed-rival', 'somebody always bids 0.0123', () => ({
    max: 0.03,
    limit: 0.0123,
    award: 'cheapest',
  })),
  market('rare-rivals', 'half of the orders get no other bid', (c) => ({
    max: logNormal(c, 0.02, 0.2),
    limit: c() < 0.5 ? null : logNormal(c, 0.008, 0.2),
    award: 'cheapest',
  })),
  market('alone', 'nobody else bids', (c) => ({
    max: logNormal(c, 0.02, 0.4),
    limit: null,
    award: 'cheapest',
  })),
  market('by-hand', 'consumers choose by hand and pay around 0.01', (c) => ({
    max: 0.05,
    limit: logNormal(c, 0.01, 0.4),
    award: 'manual',
  })),
  market('by-hand-even', 'consumers choose by hand and pay anything up to 0.02', (c) => ({
    max: 0.05,
    limit: Math.max(1e-9, 0.02 * c()),
    award: 'manual',
  })),
  market('mixed', 'half of the consumers choose by hand', (c) => ({
    max: 0.05,
    limit: logNormal(c, 0.01, 0.4),
    award: c() < 0.5 ? 'cheapest' : 'manual',
  })),
];

/** The same market with every price times `factor`. */
export function scaled(market: Market, factor: number): Market {
  const times = (amount: Planck): Planck => planck(BigInt(Math.round(Number(amount) * factor)));
  return {
    ...market,
    draw(chance) {
      const { limit, maxPrice, ...demand } = market.draw(chance);
      return { ...demand, maxPrice: times(maxPrice), limit: limit === null ? null : times(limit) };
    },
  };
}

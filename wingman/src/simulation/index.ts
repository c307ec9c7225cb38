/** Wingman's face for tests and benches: pricing on markets that are drawn by chance, the same for the same seed. */
export { seeded } from './chance.ts';
export { MARKETS, type Market, scaled } from './markets.ts';
export { bestFixed, type Deal, earnedBy, simulate } from './simulate.ts';

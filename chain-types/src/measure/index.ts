export type { BlockLimits } from './block-limits.ts';
export type { CallUse } from './block-use.ts';
export type { CallCost } from './call-cost.ts';
export { type ChainMeter, openMeter } from './chain-meter.ts';
export type { Signer } from './signer.ts';
export type { StateSize } from './state-size.ts';

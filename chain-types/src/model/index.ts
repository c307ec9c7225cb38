/** What the chain's things look like, and nothing that speaks to it: light enough for a page's first moment. */
export type { Call, ChainClient, Inclusion, TransactionQueue, WalletKey } from '../client/chain-client.ts';
export * from './amount.ts';
export type * from './events.ts';
export type * from './governance.ts';
export * from './ids.ts';
export type * from './parameters.ts';
export * from './records.ts';

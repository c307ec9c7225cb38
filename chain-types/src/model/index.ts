/** What the chain's things look like, and nothing that speaks to it: light enough for a page's first moment. */
export type { ChainClient } from '../client/chain-client.ts';
export type { Call, Inclusion, TransactionQueue, WalletKey } from '../client/transactions.ts';
export * from './amount.ts';
export type * from './events.ts';
export type * from './governance.ts';
export * from './ids.ts';
export type * from './parameters.ts';
export * from './records.ts';

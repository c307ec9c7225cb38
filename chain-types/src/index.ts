export type { BlockState } from './client/block-state.ts';
export * from './client/chain-client.ts';
export { connectChain } from './client/connect.ts';
export * from './client/pallets.ts';
export * from './client/transactions.ts';
export { voucherMessage } from './codec/voucher.ts';
export type { EndpointState, EndpointSwitch } from './endpoints/endpoint-keeper.ts';
export { ENDPOINT_FAULTS, type EndpointFault } from './endpoints/judge.ts';
export {
  ChainError,
  type ChainErrorCode,
  DispatchError,
  type DispatchFailure,
  dispatchFailureOf,
} from './errors.ts';
export { accountOf, createKeystore, type Ed25519Key, ed25519Key, parseAddress } from './keys/keys.ts';
export { type MessageSigner, messageSigner, verifyMessage } from './keys/messages.ts';
export { formatAiro, parseAiro } from './model/amount.ts';
export * from './model/events.ts';
export type * from './model/governance.ts';
export * from './model/ids.ts';
export { OPEN_TO_ALL } from './model/open-order.ts';
export * from './model/parameters.ts';
export * from './model/records.ts';
export { rpcDefinitions } from './rpc-definitions.ts';
export { readAhead } from './stream/read-ahead.ts';

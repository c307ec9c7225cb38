export * from './client/chain-client.ts';
export * from './model/events.ts';
export * from './model/ids.ts';
export * from './model/records.ts';

/** What a consumer does over chain and Dx, in Node and in browsers. Loads no @polkadot. */
export { ask, type BlobStore, type Question, type Reply, type Stamps } from './ask.ts';
export { ChainWatch } from './chain-watch.ts';

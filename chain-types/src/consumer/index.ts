/** What a consumer does over chain and Dx, in Node and in browsers. Loads no @polkadot. */
export {
  ask,
  type BlobStore,
  fetchAnswer,
  publishedAnswer,
  type Question,
  type Reply,
  type Stamps,
  type Unanswered,
} from './ask.ts';
export { ChainWatch } from './chain-watch.ts';

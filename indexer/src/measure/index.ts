/** For measuring: a chain of synthetic blocks, and the index over it. */
export { measureIndexing } from './measure-indexing.ts';

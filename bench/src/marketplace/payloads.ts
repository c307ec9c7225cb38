import type { Blob } from '@airo/chain-types';

/** Nobody fetches them here: on chain only digest and length matter. */
export const PAYLOAD: Blob = { hash: `0x${'22'.repeat(32)}`, size: 784n };
export const ANSWER: Blob = { hash: `0x${'33'.repeat(32)}`, size: 40n };

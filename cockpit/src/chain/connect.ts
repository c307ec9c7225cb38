import { connectChain } from '@airo/chain-types';

const TIMEOUT_MS = 15_000;

/** @throws ChainError CHAIN_UNAVAILABLE, RUNTIME_UNSUITED */
export const connect = (url: string) => connectChain({ endpoint: url, timeoutMs: TIMEOUT_MS });

import type { Call } from '../client/transactions.ts';
import type { Hex } from '../model/ids.ts';
import { prepared } from '../runtime/call.ts';
import { openConnection } from '../runtime/connection.ts';
import { RuntimeAccess } from '../runtime/runtime-access.ts';
import { RuntimeHistory } from '../runtime/runtime-history.ts';
import { BlockEventReader } from '../stream/block-events.ts';
import type { SignedTransaction } from '../transactions/transaction-chain.ts';
import { type BlockLimits, limitsOf } from './block-limits.ts';
import { type CallUse, usesIn } from './block-use.ts';
import { type CallCost, costOf } from './call-cost.ts';
import { type Signer, signerOf } from './signer.ts';
import { type StateSize, stateSize } from './state-size.ts';

const CONNECT_TIMEOUT_MS = 60_000;

/** What measuring needs of a chain beyond `ChainClient`. Calls come from a client of the same chain. */
export interface ChainMeter {
  readonly limits: BlockLimits;
  /** Key from a dev URI, such as `//Alice`. */
  signer(uri: string): Promise<Signer>;
  cost(call: Call): Promise<CallCost>;
  /** Hands a signed transaction to the node's pool. */
  submit(transaction: SignedTransaction): Promise<void>;
  hashAt(number: number): Promise<Hex>;
  /** Number of extrinsics, the block's own included. */
  extrinsics(block: Hex): Promise<number>;
  /** What each signed transaction of a block took, in order. */
  uses(block: Hex): Promise<readonly CallUse[]>;
  /** Everything that a pallet keeps, in the state of the best block. */
  stateSize(pallet: string): Promise<StateSize>;
  close(): Promise<void>;
}

/** @throws ChainError CHAIN_UNAVAILABLE, RUNTIME_UNSUITED */
export async function openMeter(endpoint: string): Promise<ChainMeter> {
  const connection = await openConnection({ endpoints: [endpoint], timeoutMs: CONNECT_TIMEOUT_MS });
  const { request } = connection;
  const history = new RuntimeHistory(connection);
  const events = new BlockEventReader(connection, history);
  const hashAt = (number: number) => request<Hex>('chain_getBlockHash', [number]);
  return {
    limits: limitsOf(connection, new RuntimeAccess(connection, history)),
    signer: (uri) => signerOf(connection, uri),
    cost: (call) => costOf(connection, prepared(call).codec),
    async submit({ bytes }) {
      await request('author_submitExtrinsic', [bytes]);
    },
    hashAt,
    async extrinsics(block) {
      const signed = await request<{ block: { extrinsics: readonly Hex[] } }>('chain_getBlock', [block]);
      return signed.block.extrinsics.length;
    },
    uses: async (block) => usesIn(await events.read(block)),
    stateSize: (pallet) => stateSize(connection, pallet),
    close: () => connection.close(),
  };
}

import type { EndpointState } from '../endpoints/endpoint-keeper.ts';
import type { BlockEvents, BlockRef } from '../model/events.ts';
import type { AccountId, Hex, ModelId, Planck } from '../model/ids.ts';
import type { ChainConstants, ChainParameters } from '../model/parameters.ts';
import type { BlockState } from './block-state.ts';
import type {
  ExecutionClient,
  GovernanceClient,
  MarketplaceClient,
  ModelsClient,
  ProvidersClient,
} from './pallets.ts';
import type { Call, SigningKey, TransactionQueue, WalletKey } from './transactions.ts';

/** What a proxy may do; `Provider`: bid, answer and settle, but move neither money nor the bond. */
export type ProxyKind = 'Any' | 'NonTransfer' | 'Provider';

/** The chain over one RPC endpoint at a time. The same for the embedded chain and a real node. */
export interface ChainClient {
  readonly genesisHash: Hex;
  /** URL of the endpoint in use. */
  readonly endpoint: string;
  /** All endpoints, in the order that they were given. */
  readonly endpoints: readonly EndpointState[];
  readonly models: ModelsClient;
  readonly providers: ProvidersClient;
  readonly marketplace: MarketplaceClient;
  readonly execution: ExecutionClient;
  readonly governance: GovernanceClient;
  /** As the node's present runtime has them. */
  readonly constants: ChainConstants;
  /** As the best block has them; asks the chain at most once a block. */
  parameters(): Promise<ChainParameters>;
  head(finality: 'best' | 'finalised'): Promise<BlockRef>;
  /** Hash of the best chain's block. @throws ChainError CHAIN_UNAVAILABLE when the node has none of that number */
  hashAt(number: number): Promise<Hex>;
  /** Of the NFTs that are the models. */
  readonly modelCollection: number;
  /** What a block left, as long as the node keeps it. */
  stateAt(block: Hex): BlockState;
  /** Of the best block, as its author had it: milliseconds since 1970. */
  time(): Promise<number>;
  /** Whether its sudo key is the one that everybody knows (`//Alice`), which only development chains have. */
  isDevelopment(): Promise<boolean>;
  /** Spendable balance. */
  balance(account: AccountId): Promise<Planck>;
  transfer(to: AccountId, amount: Planck): Call;
  /** What the account would pay for having the call in a block now. */
  fee(call: Call, account: AccountId): Promise<Planck>;
  batch(calls: readonly Call[]): Call;
  /** As root, signed by the chain's sudo key. What the call itself failed with is in `sudo.Sudid`. */
  sudo(call: Call): Call;
  /** Root's consent to a new runtime: the BLAKE2b-256 hash of its Wasm. */
  authoriseUpgrade(code: Uint8Array): Call;
  /** Brings the Wasm that was authorised; anybody may. */
  upgrade(code: Uint8Array): Call;
  /** Lets another key act in the signer's name, as far as the kind of proxy goes: `Provider` for a bot. */
  addProxy(delegate: AccountId, kind: ProxyKind): Call;
  removeProxy(delegate: AccountId, kind: ProxyKind): Call;
  /** Who may act in the account's name. `delay`: blocks between announcing a call and making it. */
  proxies(
    account: AccountId,
  ): Promise<readonly { readonly delegate: AccountId; readonly kind: ProxyKind; readonly delay: number }[]>;
  /** Owner of a model's NFT passes it on. */
  transferModel(model: ModelId, to: AccountId): Call;
  /**
   * Every block after the cursor in order, without gaps, then live, until the signal aborts. With `best`, a re-org yields
   * the retracted numbers again with their new hashes.
   */
  blocks(init: {
    after: BlockRef | null;
    finality: 'best' | 'finalised';
    signal: AbortSignal;
  }): AsyncIterable<BlockEvents>;
  /**
   * A queue for one key: a `//Name` dev URI, a mnemonic, a keystore JSON with its password, or a wallet's.
   * A wallet that refuses to sign makes `submit` reject with SIGNATURE_REFUSED.
   * @param options.principal the account in whose name a key acts that is its proxy; the key's own account pays the fees
   */
  transactions(
    key: SigningKey | WalletKey,
    options?: { batchMs?: number; timeoutMs?: number; principal?: AccountId },
  ): Promise<TransactionQueue>;
  close(): Promise<void>;
}

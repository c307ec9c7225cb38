import { type Clock, systemClock } from '@airo/program';
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { ChainError } from '../errors.ts';
import { pairOf } from '../keys/keys.ts';
import { type AccountId, planck } from '../model/ids.ts';
import { prepared } from '../runtime/call.ts';
import { type Connection, type EndpointOptions, openConnection } from '../runtime/connection.ts';
import { PastState } from '../runtime/past-state.ts';
import { RuntimeAccess } from '../runtime/runtime-access.ts';
import { RuntimeHistory } from '../runtime/runtime-history.ts';
import { BlockEventReader, toBlockEvents } from '../stream/block-events.ts';
import { readAhead } from '../stream/read-ahead.ts';
import { RpcBlockSource } from '../stream/rpc-block-source.ts';
import { type Step, walkBlocks } from '../stream/walk-blocks.ts';
import { rpcTransactionChain, signerOf } from '../transactions/rpc-transaction-chain.ts';
import { AccountQueue } from '../transactions/transaction-queue.ts';
import { blockState } from './block-state.ts';
import type { ChainClient, ProxyKind } from './chain-client.ts';
import { executionClient } from './execution.ts';
import { governanceClient } from './governance.ts';
import { marketplaceClient } from './marketplace.ts';
import { modelsClient } from './models.ts';
import { parametersOf, readConstants } from './parameters.ts';
import { providersClient } from './providers.ts';

/** `//Alice`. */
const KNOWN_SUDO = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const CONNECT_TIMEOUT_MS = 30_000;
const BATCH_MS = 1_000;
/** So many blocks are read at once where there is a gap to cross. */
const BLOCKS_AHEAD = 64;
/** Blocks can stand still for a minute while small machines compile a new runtime. */
const TRANSACTION_TIMEOUT_MS = 180_000;

/**
 * Connects to a node, waiting for it up to `timeoutMs`; afterwards lost connections mend by themselves, at another endpoint
 * when there are several.
 * @throws ChainError CHAIN_UNAVAILABLE no node answers; ENDPOINTS_DISAGREE; RUNTIME_UNSUITED a chain without our pallets
 */
export async function connectChain(init: {
  /** `ws://` or `wss://`; of several the preferred one first. */
  endpoint: string | readonly string[];
  /** How several are looked after. */
  endpoints?: EndpointOptions;
  signal?: AbortSignal;
  timeoutMs?: number;
  clock?: Clock;
}): Promise<ChainClient> {
  const connection = await openConnection({
    endpoints: typeof init.endpoint === 'string' ? [init.endpoint] : init.endpoint,
    options: init.endpoints,
    timeoutMs: init.timeoutMs ?? CONNECT_TIMEOUT_MS,
    signal: init.signal,
  });
  try {
    return await buildClient(connection, init.clock ?? systemClock);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** As the proxy pallet keeps it. */
interface ProxyDefinition {
  readonly delegate: AccountId;
  readonly proxyType: ProxyKind;
  readonly delay: number;
}

async function buildClient(connection: Connection, clock: Clock): Promise<ChainClient> {
  const history = new RuntimeHistory(connection);
  const runtime = new RuntimeAccess(connection, history);
  const source = new RpcBlockSource(connection, clock);
  const events = new BlockEventReader(connection, history);
  // A chain without our pallets is told at once.
  readConstants(runtime);
  const parameters = parametersOf(runtime);
  await parameters();
  const collection = (await runtime.storage('models', 'collection', [])) ?? 0;
  const queues: AccountQueue[] = [];

  return {
    genesisHash: connection.genesisHash,
    get endpoint() {
      return connection.endpoint;
    },
    get endpoints() {
      return connection.endpoints;
    },
    get constants() {
      return readConstants(runtime);
    },
    parameters,
    models: modelsClient(runtime, collection),
    providers: providersClient(runtime),
    marketplace: marketplaceClient(runtime),
    execution: executionClient(runtime),
    governance: governanceClient(runtime),
    async head(finality) {
      const { number, hash } = await source.head(finality);
      return { number, hash };
    },
    async hashAt(number) {
      const hash = await source.hashAt(number);
      if (hash) return hash;
      throw new ChainError('CHAIN_UNAVAILABLE', `the node has no block ${number} yet`, { number });
    },
    time: async () => Number(await runtime.frameStorage('timestamp', 'now', [])),
    isDevelopment: async () =>
      (await runtime.frameStorage('sudo', 'key', []).catch(() => null)) === KNOWN_SUDO,
    async balance(account) {
      const { data } = await runtime.storage('system', 'account', [account]);
      const frozen = data.frozen > data.reserved ? data.frozen - data.reserved : 0n;
      return planck(data.free > frozen ? data.free - frozen : 0n);
    },
    modelCollection: collection,
    stateAt: (block) => blockState(new PastState(connection, history, block), runtime, collection, block),
    transfer: (to, amount) => runtime.frameCall('balances', 'transferKeepAlive', [to, amount]),
    async fee(call, account) {
      const { partialFee } = await connection.api.tx(prepared(call).codec as never).paymentInfo(account);
      return planck(partialFee.toBigInt());
    },
    batch: (calls) =>
      runtime.frameCall('utility', 'batchAll', [calls.map((call) => prepared(call).codec)], true),
    sudo: (call) => runtime.frameCall('sudo', 'sudo', [prepared(call).codec]),
    authoriseUpgrade: (code) => runtime.frameCall('system', 'authorizeUpgrade', [blake2AsHex(code, 256)]),
    upgrade: (code) => runtime.frameCall('system', 'applyAuthorizedUpgrade', [u8aToHex(code)]),
    addProxy: (delegate, kind) => runtime.frameCall('proxy', 'addProxy', [delegate, kind, 0]),
    removeProxy: (delegate, kind) => runtime.frameCall('proxy', 'removeProxy', [delegate, kind, 0]),
    async proxies(account) {
      const [definitions] = (await runtime.frameStorage('proxy', 'proxies', [account])) as [
        ProxyDefinition[],
      ];
      return definitions.map(({ delegate, proxyType, delay }) => ({ delegate, kind: proxyType, delay }));
    },
    transferModel: (model, to) => runtime.frameCall('nfts', 'transfer', [collection, model, to]),
    async *blocks({ after, finality, signal }) {
      const stop = new AbortController();
      const both = AbortSignal.any([signal, stop.signal]);
      const steps = walkBlocks({ source, clock, after, finality, signal: both });
      const read = (step: Step) => events.read(step.block.hash, step);
      for await (const { step, value } of readAhead(steps, read, {
        window: BLOCKS_AHEAD,
        stop: () => stop.abort(),
      })) {
        if (signal.aborted) return;
        yield toBlockEvents(step, finality, value);
      }
    },
    async transactions(key, options = {}) {
      const signatory = key.kind === 'wallet' ? key : await pairOf(key);
      const principal = options.principal;
      const init = { connection, runtime, history, source, events, signatory, clock, principal };
      const chain = rpcTransactionChain(init);
      const queue = new AccountQueue({
        chain,
        clock,
        account: principal ?? signerOf(signatory),
        signer: signerOf(signatory),
        batchMs: options.batchMs ?? BATCH_MS,
        timeoutMs: options.timeoutMs ?? TRANSACTION_TIMEOUT_MS,
      });
      queues.push(queue);
      return queue;
    },
    async close() {
      await Promise.all(queues.map((queue) => queue.close()));
      await source.close();
      await connection.close();
    },
  };
}

import { type Clock, Closer, type Logger } from '@airo/program';
import { BlockAppender } from './blocks/append-block.ts';
import { BlockProducer } from './blocks/block-producer.ts';
import { type Chopsticks, loadChopsticks } from './chopsticks.ts';
import { TransactionPool } from './pool/transaction-pool.ts';
import { TransactionWatch } from './pool/transaction-watch.ts';
import { authorMethods } from './rpc/author-methods.ts';
import { chainMethods } from './rpc/chain-methods.ts';
import { devMethods } from './rpc/dev-methods.ts';
import type { Methods } from './rpc/json-rpc.ts';
import { serveRpc } from './rpc/server.ts';
import type { EmbeddedChainSettings } from './settings.ts';
import type { FlatState } from './state/flat-state.ts';
import { buildGenesis, readRuntime } from './state/genesis.ts';
import { genesisProvider } from './state/genesis-provider.ts';

const POOL_LIMIT = 4096;
/** Blocks that a transaction may wait for the one before it, as long as a mortal era of the queue lasts. */
const POOL_PATIENCE_BLOCKS = 64;

export interface EmbeddedChain {
  readonly url: string;
  readonly genesisHash: string;
  close(): Promise<void>;
}

/**
 * The runtime Wasm as a chain in this process: nothing on disk, fresh on each start, every block final at once.
 * @throws EmbeddedChainError WASM_UNREADABLE, GENESIS_REFUSED, BLOCK_FAILED; PortTakenError
 */
export async function startEmbeddedChain(init: {
  settings: EmbeddedChainSettings;
  logger: Logger;
  clock: Clock;
}): Promise<EmbeddedChain> {
  const { settings, logger, clock } = init;
  const closer = new Closer((name, error) => logger.warn({ err: error, name }, 'could not be closed'));
  try {
    const wasm = await readRuntime(settings.wasm);
    const chopsticks = await loadChopsticks(process.env);
    closer.add('executor', () => chopsticks.destroyWorker());
    const genesis = await buildGenesis(chopsticks, { wasm, preset: settings.preset, clock });
    const { chain, genesisHash } = await openChain(chopsticks, genesis, settings.keepBlocks);

    const watch = new TransactionWatch(clock);
    const pool = new TransactionPool({
      limit: POOL_LIMIT,
      patience: POOL_PATIENCE_BLOCKS,
      onExit: (hash, exit) => watch.left(hash, exit),
    });
    const producer = new BlockProducer({
      appender: new BlockAppender(chopsticks, chain, genesis),
      pool,
      clock,
      logger,
      blockMs: settings.blockMs,
      soonMs: settings.soonMs,
      earlyBlocks: settings.earlyBlocks,
      onBlock: (block, included) => {
        for (const hash of included) void watch.included(hash, block.hash);
      },
    });
    await producer.buildBlocks(1);
    producer.start();
    closer.add('blocks', () => producer.close());

    const methods: Record<string, Methods[string]> = {
      ...chainMethods(chopsticks, chain),
      ...authorMethods({ chain, pool, producer, watch }),
      ...devMethods(chopsticks, chain, producer),
    };
    methods.rpc_methods = async () => ({ methods: Object.keys(methods).sort() });
    const server = await serveRpc({ host: settings.host, port: settings.port, methods, logger });
    closer.add('server', () => server.close());
    return {
      url: `ws://${settings.host}:${server.port}`,
      genesisHash,
      close: () => closer.close(),
    };
  } catch (error) {
    await closer.close();
    throw error;
  }
}

async function openChain(chopsticks: Chopsticks, genesis: FlatState, keepBlocks: number) {
  const { provider, hash } = await genesisProvider(chopsticks, genesis);
  const chain = new chopsticks.Blockchain({
    api: new chopsticks.Api(provider),
    buildBlockMode: chopsticks.BuildBlockMode.Manual,
    inherentProviders: chopsticks.inherentProviders,
    header: { number: 0, hash },
    registeredTypes: {},
    maxMemoryBlockCount: keepBlocks,
    processQueuedMessages: false,
  });
  return { chain, genesisHash: hash };
}

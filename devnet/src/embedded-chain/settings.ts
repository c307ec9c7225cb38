import { fileURLToPath } from 'node:url';
import { defineSettings, LOG_LEVELS } from '@airo/program';
import { z } from 'zod';

const RUNTIME = '../../../chain/artifacts/airo_runtime.compact.compressed.wasm';

/** Transactions are looked for in the blocks of their era, which bots and clients here have at 64 at most. */
const LONGEST_ERA_BLOCKS = 64;

const schema = z.object({
  host: z.string().default('127.0.0.1').describe('address to listen on'),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(9944)
    .describe('port of JSON-RPC over WebSocket and HTTP; 0 takes a free one'),
  wasm: z
    .string()
    .default(fileURLToPath(new URL(RUNTIME, import.meta.url)))
    .describe('runtime Wasm to run, compressed or not'),
  preset: z.string().default('development').describe('genesis preset of the runtime'),
  blockMs: z.int().min(100).default(3000).describe('longest time between two blocks, in ms'),
  soonMs: z.int().min(0).default(200).describe('time from a transaction to the block that takes it, in ms'),
  earlyBlocks: z
    .int()
    .min(1)
    .default(10)
    .describe('blocks in a row that may come before their time, for transactions; one more each block time'),
  keepBlocks: z
    .int()
    .min(LONGEST_ERA_BLOCKS)
    .default(2048)
    .describe('blocks whose body and state can be asked for; older ones are dropped from memory'),
  logLevel: z.enum(LOG_LEVELS).default('info').describe('least severe message that is logged, on stderr'),
});

export type EmbeddedChainSettings = z.output<typeof schema>;

export const embeddedChainSettings = defineSettings({
  program: 'embedded-chain',
  envPrefix: 'EMBEDDED_CHAIN_',
  schema,
  sample: { port: 9944, preset: 'development' },
});

import { join } from 'node:path';
import { cacheFolder, defineSettings, LOG_LEVELS } from '@airo/program';
import { z } from 'zod';
import { FILES } from '../files.ts';

/** Where `npm run build:node` puts the binary. */
export const BUILT_BINARY = join(cacheFolder(), 'node', 'airo-node');

const schema = z.object({
  binary: z.string().default(BUILT_BINARY).describe('the airo-node to run'),
  wasm: z.string().default(FILES.runtime).describe('runtime Wasm that the chain begins with'),
  dataDir: z.string().min(1).describe('folder of the database and the network key'),
  host: z.enum(['127.0.0.1', '0.0.0.0']).default('127.0.0.1').describe('address to listen on'),
  port: z.int().min(0).max(65_535).default(9944).describe('port of JSON-RPC; 0 takes a free one'),
  follow: z
    .boolean()
    .default(false)
    .describe('make no block: import those of a node that it is told of over JSON-RPC'),
  poolLimit: z.int().min(1).default(8_192).describe('transactions that wait for a block at most'),
  metrics: z.boolean().default(false).describe('serve Prometheus metrics on a free port of 127.0.0.1'),
  logLevel: z.enum(LOG_LEVELS).default('info').describe('least severe message that is logged, on stderr'),
});

export type AiroNodeSettings = z.output<typeof schema>;

export const airoNodeSettings = defineSettings({
  program: 'airo-node',
  envPrefix: 'AIRO_NODE_',
  schema,
  sample: { dataDir: '.airo/chain', port: 9944 },
});

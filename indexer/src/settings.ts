import { defineSettings, LOG_LEVELS } from '@airo/program';
import { z } from 'zod';

const port = z.int().min(0).max(65_535);

export const settingsSchema = z.object({
  dataDir: z.string().default('.indexer').describe('folder of the index, when it is not in PostgreSQL'),
  cacheDir: z
    .string()
    .optional()
    .describe("folder for what can be made again (default: airo in the user's cache folder)"),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'PostgreSQL for the index, for example postgres://airo@127.0.0.1/airo (default: in the data folder)',
    ),
  databasePassword: z
    .string()
    .optional()
    .describe('its password; better by environment or file than by flag'),
  databasePasswordFile: z.string().optional().describe('file with its password'),
  rebuild: z.boolean().default(false).describe('throw the index away first, and make it anew from block 0'),
  chainUrl: z
    .url({ protocol: /^wss?$/ })
    .default('ws://127.0.0.1:9944')
    .describe('RPC endpoint of the chain; an archive node, unless the index is kept up from the start'),
  dxUrl: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:9700')
    .describe('HTTP face of the dx-node that manifests are read from'),
  restHost: z.string().default('127.0.0.1').describe('address of the REST API'),
  restPort: port.default(9_900).describe('port of the REST API; 0 takes a free one'),
  corsOrigins: z
    .array(z.string())
    .default(['*'])
    .describe('origins whose pages may read the API, separated by commas; it tells only what is public'),
  requestsPerMinute: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(6_000)
    .describe('requests of one address in a minute (IPv6: one network of 56 bits); 0 sets no limit'),
  proxies: z
    .int()
    .min(0)
    .max(16)
    .default(0)
    .describe('so many proxies in front of it, whose x-forwarded-for tells who asks'),
  maxStreams: z.int().min(1).max(100_000).default(500).describe('live event streams at the same time'),
  metricsHost: z.string().default('127.0.0.1').describe('address of metrics and health'),
  metricsPort: port.default(9_901).describe('port of metrics and health; 0 takes a free one'),
  logLevel: z.enum(LOG_LEVELS).default('info').describe('how much to log'),
});
export type IndexerSettings = z.output<typeof settingsSchema>;

export const settings = defineSettings({
  program: 'indexer',
  envPrefix: 'INDEXER_',
  schema: settingsSchema,
  sample: { chainUrl: 'ws://127.0.0.1:9944', dxUrl: 'http://127.0.0.1:9700' },
});

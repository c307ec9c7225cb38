import { defineSettings, LOG_LEVELS } from '@airo/program';
import { z } from 'zod';

export const settings = defineSettings({
  program: 'cockpit',
  envPrefix: 'COCKPIT_',
  schema: z.object({
    host: z.string().default('127.0.0.1').describe('address of the page'),
    port: z.int().min(0).max(65_535).default(9_600).describe('port of the page; 0 takes a free one'),
    endpoints: z
      .string()
      .optional()
      .describe(
        'JSON file with the URLs {chain, dx, indexer, wingmen} that the page begins with; read at each visit',
      ),
    cacheDir: z
      .string()
      .optional()
      .describe("folder for what can be made again (default: airo in the user's cache folder)"),
    out: z.string().optional().describe('only build the page into this folder, for any static server'),
    logLevel: z.enum(LOG_LEVELS).default('info').describe('how much to log'),
  }),
  sample: { port: 9_600 },
});

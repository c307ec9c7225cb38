import { defineSettings, LOG_LEVELS } from '@airo/program';
import { z } from 'zod';

const port = (fallback: number, what: string) => z.int().min(0).max(65_535).default(fallback).describe(what);

export const devnetSettings = defineSettings({
  program: 'npm start --',
  envPrefix: 'AIRO_',
  schema: z.object({
    state: z.string().min(1).default('.airo').describe('folder of state and logs; emptied at start'),
    host: z.string().default('127.0.0.1').describe('address that every server listens on'),
    chainUrl: z
      .url({ protocol: /^wss?$/ })
      .optional()
      .describe('JSON-RPC of a running development chain to use; without it one is started'),
    chainPort: port(9944, "port of the chain's JSON-RPC; 0 takes a free one"),
    dxPort: port(9700, 'port of the first dx-node, the others take the next two; 0 takes free ones'),
    wingmanPort: port(9800, 'port of the first Wingman, the other takes the next; 0 takes free ones'),
    indexerPort: port(9900, "port of the indexer's REST API; 0 takes a free one"),
    cockpitPort: port(9600, 'port of the Cockpit, the page; 0 takes a free one'),
    node: z
      .boolean()
      .default(false)
      .describe('run airo-node (npm run build:node makes it) in place of the embedded chain'),
    blockMs: z
      .int()
      .min(100)
      .default(3000)
      .describe('time between blocks of the embedded chain when nothing is waiting, in ms'),
    logLevel: z.enum(LOG_LEVELS).default('info').describe('level of the logs under the state folder'),
  }),
  sample: { chainPort: 9944 },
});

export type DevnetSettings = ReturnType<typeof devnetSettings.parse>;

import { availableParallelism, totalmem } from 'node:os';
import { defineSettings, LOG_LEVELS } from '@airo/program';
import { z } from 'zod';
import { addressSchema } from './schemas/address.ts';
import { boundSchema, priceSchema } from './schemas/amount.ts';

const port = z.int().min(0).max(65_535);
const MIB = 1024 * 1024;

/** An address that may be logged: who lists processes sees flags, so passwords don't belong there. */
const addressOf = (protocol: RegExp, what: string) =>
  z
    .url({ protocol, error: `must be ${what}` })
    .refine(
      (url) => URL.parse(url)?.password === '',
      'no password here: name a file, or use the environment',
    );

export const storageSettingsSchema = z.object({
  databaseUrl: addressOf(/^postgres(ql)?$/, 'postgres://user@host:port/database')
    .optional()
    .describe('PostgreSQL in place of the embedded database, so that processes can share it'),
  databasePassword: z
    .string()
    .optional()
    .describe('its password; better by environment or file than by flag'),
  databasePasswordFile: z.string().optional().describe('file with its password'),
  redisUrl: addressOf(/^rediss?$/, 'redis://host:port')
    .optional()
    .describe('Redis for the jobs, in place of the database; needs --database-url'),
  redisPassword: z.string().optional().describe('its password; better by environment or file than by flag'),
  redisPasswordFile: z.string().optional().describe('file with its password'),
});
export type StorageSettings = z.output<typeof storageSettingsSchema>;

const endpointSchema = z.url({ protocol: /^wss?$/, error: 'not a URL that begins with ws:// or wss://' });
/** A settings file may name one endpoint without a list. */
const chainUrlsSchema = z.union(
  [z.array(endpointSchema).min(1).max(16), endpointSchema.transform((one) => [one])],
  { error: 'one to sixteen URLs that begin with ws:// or wss://, separated by commas' },
);

/** As browsers send it; `*` would let every page in that anybody opens on this machine. */
const originSchema = z
  .string()
  .refine(
    (text) => /^https?:/.test(text) && URL.parse(text)?.origin === text,
    'an origin is scheme, host and port, without a path: https://cockpit.example or http://127.0.0.1:9600',
  );

export const settingsSchema = z.object({
  config: z
    .string()
    .optional()
    .describe('JSON file with any of these settings, spelled as in REST: `chainUrl`'),
  dataDir: z.string().default('.wingman').describe('folder for state, models and the default keystore'),
  cacheDir: z
    .string()
    .optional()
    .describe("folder for what can be made again (default: airo in the user's cache folder)"),
  chainUrl: chainUrlsSchema
    .default(['ws://127.0.0.1:9944'])
    .describe('RPC endpoints of the chain, the preferred one first, separated by commas'),
  chainMaxLag: z
    .int()
    .min(2)
    .max(1_000)
    .default(6)
    .describe('blocks that an endpoint may be behind the highest head seen before another is used'),
  chainMaxAge: z
    .int()
    .min(10)
    .default(120)
    .describe("seconds since an endpoint's newest block, by the block's own time, before another is used"),
  dxUrl: z.url().default('http://127.0.0.1:9700').describe('HTTP face of the dx-node'),
  dxToken: z.string().optional().describe('bearer token for writes to a dx-node that is not on loopback'),
  dxTokenFile: z.string().optional().describe('file with it'),
  keyUri: z.string().optional().describe('dev key such as //Wing1, in place of a keystore'),
  keyUriFile: z.string().optional().describe('file with such a key, or with a secret phrase'),
  keystore: z.string().optional().describe('keystore file (default: keystore.json in the data folder)'),
  password: z
    .string()
    .optional()
    .describe("the keystore's password; better by environment or file than by flag"),
  passwordFile: z.string().optional().describe("file with the keystore's password"),
  proxyFor: addressSchema
    .optional()
    .describe("address of the provider's account, when the key is only its proxy of the kind Provider"),
  bidding: z.boolean().default(true).describe('bid on orders; off: only serve what was won'),
  models: z
    .array(z.coerce.number().int().nonnegative())
    .default([])
    .describe('numbers of the models to serve, separated by commas (default: those offered on chain)'),
  modelsDir: z
    .string()
    .optional()
    .describe('folder with model files and manifests to upload when Dx lacks them'),
  price: priceSchema.default('0.01').describe('AIRO per inference, or US dollars: "0.002 USD"'),
  floor: boundSchema.default('0').describe('never bid below this, AIRO or US dollars per inference'),
  usdRateFile: z
    .string()
    .optional()
    .describe('file with the price of one AIRO in US dollars, for prices such as "0.002 USD"'),
  usdRateUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('address of it, in place of a file'),
  usdRatePointer: z
    .string()
    .regex(/^(\/.*)?$/, 'a JSON pointer begins with "/"')
    .default('')
    .describe('JSON pointer to the price in file or answer, such as /airo/usd (default: the whole text)'),
  usdRateMaxAge: z
    .int()
    .min(60)
    .default(3_600)
    .describe('seconds after which a price of AIRO that could not be read anew counts no more'),
  maxOpen: z
    .int()
    .min(1)
    .max(1_024)
    .default(100)
    .describe('unanswered requests that a bid offers to take at once'),
  utilisation: z.number().gt(0).max(1).default(0.8).describe('share of the measured throughput to sell'),
  threads: z
    .int()
    .min(1)
    .max(256)
    .default(Math.max(1, Math.floor(availableParallelism() / 2)))
    .describe('threads of one run of a model'),
  backEnds: z
    .string()
    .optional()
    .describe('JSON file that says which models run on servers of your own, see docs/guides/back-ends.md'),
  modelMemory: z
    .int()
    .min(64)
    .default(Math.max(64, Math.floor(totalmem() / MIB / 2)))
    .describe('MiB of memory for all models on this machine together'),
  modelThreads: z
    .int()
    .min(1)
    .max(1_024)
    .default(availableParallelism())
    .describe('threads for all runs of models on this machine together'),
  modelIdle: z
    .int()
    .min(0)
    .default(1_800)
    .describe('seconds without a run after which a model leaves memory until its next run; 0 for never'),
  minDisk: z
    .int()
    .min(0)
    .default(256)
    .describe('MiB that must be free where the data folder is; with less no bids are made'),
  maxPayloadBytes: z
    .int()
    .positive()
    .default(16 * MIB)
    .describe('larger requests are refused'),
  maxModelBytes: z
    .int()
    .positive()
    .default(1024 * MIB)
    .describe('larger models are not fetched'),
  restHost: z.string().default('127.0.0.1').describe('address of the REST API'),
  restPort: port.default(9_800).describe('port of the REST API; 0 takes a free one'),
  restToken: z
    .string()
    .min(16)
    .optional()
    .describe(
      "bearer token for the REST API with an owner's rights; better tokens come from `wingman tokens add`",
    ),
  restTokens: z
    .string()
    .optional()
    .describe(
      'file of the tokens that `wingman tokens` keeps (default: rest-tokens.json in the data folder)',
    ),
  corsOrigins: z
    .array(originSchema)
    .max(16)
    .default([])
    .describe(
      'origins such as https://cockpit.example whose pages may use the REST API, separated by commas; they need a token where others do',
    ),
  publicPolicy: z
    .boolean()
    .default(true)
    .describe('tell anybody, signed and without a token, which orders you would bid on and at what price'),
  publicPerMinute: z
    .int()
    .min(1)
    .max(100_000)
    .default(60)
    .describe('such questions that one address may ask in a minute; all together ten times as many'),
  metricsHost: z.string().default('127.0.0.1').describe('address of metrics and health'),
  metricsPort: port.default(9_801).describe('port of metrics and health; 0 takes a free one'),
  alertUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where alerts are sent to, as webhooks; needs --alert-secret-file'),
  alertSecretFile: z
    .string()
    .optional()
    .describe('file with the key that signs alerts: whsec_ and 24 to 64 bytes in base64'),
  ...storageSettingsSchema.shape,
  inference: z
    .boolean()
    .default(true)
    .describe('take inference jobs in this process; off: only `wingman worker` does'),
  logLevel: z.enum(LOG_LEVELS).default('info').describe('how much to log'),
});
export type WingmanSettings = z.output<typeof settingsSchema>;

/** What a worker needs: no chain, no key, no prices. */
export const workerSettingsSchema = settingsSchema
  .pick({
    ...{ config: true, dataDir: true, dxUrl: true, dxToken: true, dxTokenFile: true, backEnds: true },
    ...{ threads: true, modelMemory: true, modelThreads: true, modelIdle: true },
    ...{ maxPayloadBytes: true, maxModelBytes: true, metricsHost: true, metricsPort: true, logLevel: true },
  })
  .extend({
    ...storageSettingsSchema.shape,
    databaseUrl: storageSettingsSchema.shape.databaseUrl.unwrap(),
    concurrency: z.int().min(1).max(256).default(4).describe('jobs that are worked on at once'),
  });
export type WorkerSettings = z.output<typeof workerSettingsSchema>;

export const workerSettings = defineSettings({
  program: 'wingman worker',
  envPrefix: 'WINGMAN_',
  schema: workerSettingsSchema,
  sample: {
    databaseUrl: 'postgres://wingman@127.0.0.1:5432/wingman',
    redisUrl: 'redis://127.0.0.1:6379',
    dxUrl: 'http://127.0.0.1:9700',
  },
});

export const settings = defineSettings({
  program: 'wingman',
  envPrefix: 'WINGMAN_',
  schema: settingsSchema,
  sample: {
    chainUrl: ['ws://127.0.0.1:9944'],
    dxUrl: 'http://127.0.0.1:9700',
    keyUri: '//Wing1',
    models: [0],
    price: '0.01',
  },
});

import { defineSettings, LOG_LEVELS } from '@airo/program';
import { multiaddr } from '@multiformats/multiaddr';
import { z } from 'zod';
import { GIB, KIB } from './constants.ts';

const DAY_S = 86_400;

const address = z
  .string()
  .refine(isMultiaddr, { error: 'is not a multiaddr such as /ip4/127.0.0.1/tcp/9701' });
const port = z.int().min(0).max(65_535);
const count = z.int().min(1);
const bytes = z.int().min(1);
const ms = z.int().min(1);

/** Everything that can be set; one flat object gives flags, environment, defaults and help. */
export const settingsSchema = z.object({
  dataDir: z.string().min(1).default('.airo/dx').describe('folder of blobs, index and peer key'),
  listen: z
    .array(address)
    .min(1)
    .default(['/ip4/0.0.0.0/tcp/9701'])
    .describe('multiaddrs to listen on for peers'),
  announce: z.array(address).default([]).describe('multiaddrs to tell peers instead of those listened on'),
  bootstrap: z.array(address).default([]).describe('multiaddrs of nodes to join the network by'),
  addressScope: z
    .enum(['any', 'public'])
    .default('any')
    .describe('addresses that count in the DHT; "any" on one machine or a LAN, "public" on the internet'),
  rpcHost: z.string().min(1).default('127.0.0.1').describe('where HTTP and JSON-RPC listen'),
  rpcPort: port.default(9_700).describe('port of HTTP and JSON-RPC; 0 takes a free one'),
  metricsHost: z.string().min(1).default('127.0.0.1').describe('where metrics and health listen'),
  metricsPort: port.default(9_702).describe('port of metrics and health; 0 takes a free one'),
  token: z
    .string()
    .min(16, 'needs at least 16 characters')
    .optional()
    .describe('bearer token for writes; without one only this machine may write'),
  tokenFile: z.string().min(1).optional().describe('file with it'),
  corsOrigins: z
    .array(z.string())
    .default([])
    .describe('origins of web pages that may use the node; this machine may always'),
  allowedHosts: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'names in Host headers that are answered, beside those of this machine; any on other hosts when none is given',
    ),
  chainUrl: z
    .url({ protocol: /^wss?$/, error: 'is not a WebSocket address such as ws://127.0.0.1:9944' })
    .optional()
    .describe("WebSocket of a chain's node: JSON-RPC methods that aren't Dx's are passed to it"),
  maxBlobBytes: bytes.default(8 * GIB).describe('most bytes of one blob'),
  quotaBytes: bytes.default(64 * GIB).describe('most bytes of all blobs; the least recently used go first'),
  ttlSeconds: count.default(7 * DAY_S).describe('life of a blob that is not pinned, in seconds'),
  streamsPerPeer: count.default(64).describe('open streams per peer'),
  getsPerPeer: count.default(32).describe('gets under way per peer, each way'),
  requestsPerSecond: count
    .default(2_000)
    .describe('requests a peer may make per second, after a burst of twice as many'),
  providerRecordsPerPeer: count.default(100_000).describe('provider records that a peer may leave here'),
  providerRecords: count.default(1_000_000).describe('provider records of all peers'),
  lookupsAtOnce: count.default(10).describe('DHT lookups under way; more wait'),
  lookupTimeoutMs: ms.default(10_000).describe('longest DHT lookup, in ms'),
  haveTimeoutMs: ms
    .default(1_000)
    .describe('how long connected peers may take to say what they have before the DHT is asked, in ms'),
  announceWaitMs: z
    .int()
    .min(0)
    .default(500)
    .describe('longest that an upload waits for the network to note it, in ms'),
  idleTimeoutMs: ms.default(30_000).describe('longest pause in a transfer, in ms'),
  minRateBytesPerSecond: z
    .int()
    .min(0)
    .default(64 * KIB)
    .describe('slowest download from a peer'),
  connections: count.default(300).describe('most connections to peers'),
  connectionsPerSecond: count.default(50).describe('new connections per second from one host'),
  banSeconds: count.default(3_600).describe('how long a peer that sent bad data is shut out, in seconds'),
  logLevel: z.enum(LOG_LEVELS).default('info').describe('fatal, error, warn, info, debug, trace or silent'),
});

export type DxNodeSettings = z.output<typeof settingsSchema>;
export type DxNodeInit = z.input<typeof settingsSchema>;

export const settings = defineSettings({
  program: 'dx-node',
  envPrefix: 'DX_',
  schema: settingsSchema,
  sample: {
    dataDir: '.airo/dx',
    listen: ['/ip4/127.0.0.1/tcp/9701'],
    rpcPort: 9_700,
    metricsPort: 9_702,
  },
});

function isMultiaddr(text: string): boolean {
  try {
    return multiaddr(text).toString() !== '/';
  } catch {
    return false;
  }
}

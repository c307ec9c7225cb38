import { z } from 'zod';
import { dxKeySchema } from './key.ts';

/** What a node knows of a blob; `held: false` means that only peers have it. */
export const blobStatSchema = z.object({
  key: dxKeySchema,
  /** Bytes. */
  size: z.number().int().positive(),
  held: z.boolean(),
  pinned: z.boolean(),
  /** Milliseconds since 1970; null when not held here. */
  storedAt: z.number().int().nullable(),
  /** Milliseconds since 1970; null when pinned or not held here. */
  expiresAt: z.number().int().nullable(),
});
export type BlobStat = z.output<typeof blobStatSchema>;

/** Answer to an upload. */
export const putResultSchema = z.object({ key: dxKeySchema, size: z.number().int().positive() });
export type PutResult = z.output<typeof putResultSchema>;

/** A peer that a node is connected to. */
export const peerInfoSchema = z.object({
  peerId: z.string(),
  multiaddrs: z.array(z.string()),
  direction: z.enum(['inbound', 'outbound']),
});
export type PeerInfo = z.output<typeof peerInfoSchema>;

/** Answer of `dx_peers`. */
export const peersSchema = z.object({
  peerId: z.string(),
  multiaddrs: z.array(z.string()),
  peers: z.array(peerInfoSchema),
});
export type Peers = z.output<typeof peersSchema>;

/** Body of every failed HTTP answer (RFC 9457). */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
});
export type Problem = z.output<typeof problemSchema>;

/** The line that a node prints on stdout when it can be used. */
export const readyEventSchema = z.object({
  event: z.literal('ready'),
  peerId: z.string(),
  multiaddrs: z.array(z.string()),
  rpcUrl: z.url(),
  metricsUrl: z.url(),
});
export type ReadyEvent = z.output<typeof readyEventSchema>;

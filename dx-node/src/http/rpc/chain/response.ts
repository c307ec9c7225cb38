import type { JSONRPCResponse } from 'json-rpc-2.0';
import { z } from 'zod';

const frameSchema = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]),
});

/** What a node answers: everything is passed on, only its frame is looked at. */
export const responseSchema = z.custom<JSONRPCResponse>(
  (answer) => frameSchema.safeParse(answer).success,
  'no JSON-RPC answer',
);

/** What a node tells unasked, to be passed on as it is. */
export const notificationSchema = z.looseObject({ jsonrpc: z.literal('2.0'), method: z.string() });

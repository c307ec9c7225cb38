import { z } from 'zod';
import { peersSchema } from '../../schemas/blob-stat.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_peers()` → this node's id and addresses, and who it is connected to. */
export const dxPeers = rpcMethod({
  name: 'dx_peers',
  summary: 'This node and who it is connected to',
  writes: false,
  params: z.strictObject({}),
  result: peersSchema,
  async handle(_params, { context }) {
    return context.peers();
  },
});

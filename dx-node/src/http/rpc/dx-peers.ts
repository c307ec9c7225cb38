import { z } from 'zod';
import { rpcMethod } from './rpc-method.ts';

/** `dx_peers()` → this node's id and addresses, and who it is connected to. */
export const dxPeers = rpcMethod({
  name: 'dx_peers',
  writes: false,
  params: z.strictObject({}),
  async handle(_params, { context }) {
    return context.peers();
  },
});

import { parseKey } from '../../domain/key.ts';
import { blobStatSchema } from '../../schemas/blob-stat.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_unpin(key)` → its stat; the time to live begins. */
export const dxUnpin = rpcMethod({
  name: 'dx_unpin',
  summary: 'Lets the time to live of a blob begin',
  writes: true,
  params: onlyKey,
  result: blobStatSchema,
  async handle({ key }, { context }) {
    return context.dx.unpin(parseKey(key));
  },
});

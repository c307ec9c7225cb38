import { parseKey } from '../../domain/key.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_unpin(key)` → its stat; the time to live begins. */
export const dxUnpin = rpcMethod({
  name: 'dx_unpin',
  writes: true,
  params: onlyKey,
  async handle({ key }, { context }) {
    return context.dx.unpin(parseKey(key));
  },
});

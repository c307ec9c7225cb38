import { parseKey } from '../../domain/key.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_delete(key)` → true; removed here, and its provider record withdrawn. */
export const dxDelete = rpcMethod({
  name: 'dx_delete',
  writes: true,
  params: onlyKey,
  async handle({ key }, { context }) {
    await context.dx.delete(parseKey(key));
    return true;
  },
});

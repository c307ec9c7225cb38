import { z } from 'zod';
import { parseKey } from '../../domain/key.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_delete(key)` → true; removed here, and its provider record withdrawn. */
export const dxDelete = rpcMethod({
  name: 'dx_delete',
  summary: 'Removes a blob from this node',
  writes: true,
  params: onlyKey,
  result: z.literal(true),
  async handle({ key }, { context }) {
    await context.dx.delete(parseKey(key));
    return true;
  },
});

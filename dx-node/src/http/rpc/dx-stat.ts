import { parseKey } from '../../domain/key.ts';
import { blobStatSchema } from '../../schemas/blob-stat.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_stat(key)` → size, pin and expiry; asks peers for the size when the blob isn't here. */
export const dxStat = rpcMethod({
  name: 'dx_stat',
  summary: 'Size, pin and expiry of a blob',
  writes: false,
  params: onlyKey,
  result: blobStatSchema,
  async handle({ key }, { context, signal }) {
    return context.dx.stat(parseKey(key), signal);
  },
});

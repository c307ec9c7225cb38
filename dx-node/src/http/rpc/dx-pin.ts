import { parseKey } from '../../domain/key.ts';
import { blobStatSchema } from '../../schemas/blob-stat.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_pin(key)` → its stat; kept until unpinned, fetched first when it isn't here. */
export const dxPin = rpcMethod({
  name: 'dx_pin',
  summary: 'Keeps a blob until it is unpinned, fetching it first',
  writes: true,
  params: onlyKey,
  result: blobStatSchema,
  async handle({ key }, { context, signal }) {
    return context.dx.pin(parseKey(key), signal);
  },
});

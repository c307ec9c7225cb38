import { parseKey } from '../../domain/key.ts';
import { onlyKey } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_pin(key)` → its stat; kept until unpinned, fetched first when it isn't here. */
export const dxPin = rpcMethod({
  name: 'dx_pin',
  writes: true,
  params: onlyKey,
  async handle({ key }, { context, signal }) {
    return context.dx.pin(parseKey(key), signal);
  },
});

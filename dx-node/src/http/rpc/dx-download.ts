import { z } from 'zod';
import { RPC_MAX_DATA_BYTES } from '../../constants.ts';
import { encodeData, useHttp } from '../../domain/data-encoding.ts';
import { parseKey } from '../../domain/key.ts';
import { collect } from '../../pipeline/read-chunks.ts';
import { keyParam } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_download(key, encoding = 'base64')` → the bytes as base64 or, with `'hex'`, 0x-hex; at most 8 MiB. */
export const dxDownload = rpcMethod({
  name: 'dx_download',
  summary: 'The bytes of a blob, from here or from peers',
  writes: false,
  params: z.strictObject({ key: keyParam, encoding: z.enum(['base64', 'hex']).default('base64') }),
  result: z.string(),
  async handle({ key: text, encoding }, { context, signal }) {
    const key = parseKey(text);
    const { size } = await context.dx.bring(key, signal);
    if (size > RPC_MAX_DATA_BYTES) throw useHttp('GET', key, size);
    const bytes = await collect(context.dx.read({ key, range: { start: 0, end: size }, signal }));
    return encodeData(bytes, encoding);
  },
});

import { z } from 'zod';
import { decodeData } from '../../domain/data-encoding.ts';
import { parseKey } from '../../domain/key.ts';
import { putResultSchema } from '../../schemas/blob-stat.ts';
import { keyParam } from './key-param.ts';
import { rpcMethod } from './rpc-method.ts';

/** `dx_upload(key, data)` → `{ key, size }`; `data` is base64 or 0x-hex of at most 8 MiB that hash to the key. */
export const dxUpload = rpcMethod({
  name: 'dx_upload',
  summary: 'Stores bytes that hash to the key',
  writes: true,
  params: z.strictObject({ key: keyParam, data: z.string() }),
  result: putResultSchema,
  async handle({ key: text, data }, { context }) {
    const key = parseKey(text);
    const bytes = decodeData(data, key);
    return context.dx.put({ key, pieces: [bytes], size: bytes.byteLength });
  },
});

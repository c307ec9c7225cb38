import { dxDelete } from './dx-delete.ts';
import { dxDownload } from './dx-download.ts';
import { dxPeers } from './dx-peers.ts';
import { dxPin } from './dx-pin.ts';
import { dxStat } from './dx-stat.ts';
import { dxUnpin } from './dx-unpin.ts';
import { dxUpload } from './dx-upload.ts';
import type { RpcMethod } from './rpc-method.ts';

/** What Dx itself answers, beside `rpc.discover` and `rpc_methods`, which tell of these. */
export const METHODS: readonly RpcMethod[] = [
  dxUpload,
  dxDownload,
  dxStat,
  dxPin,
  dxUnpin,
  dxDelete,
  dxPeers,
];

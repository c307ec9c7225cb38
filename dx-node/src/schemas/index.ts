/** dx-node's face for other workspaces: schemas, errors and an HTTP client. Imports no libp2p. */
export { DX_ERRORS, DxError, type DxErrorCode, type DxErrorData, isDxError } from '../errors.ts';
export * from './blob-stat.ts';
export { createDxClient, type DxClient, type DxClientInit, type GetOptions } from './client.ts';
export { type DxKey, dxKeySchema } from './key.ts';

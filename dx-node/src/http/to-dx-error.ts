import { codeOf } from '@airo/program';
import { DxError } from '../errors.ts';

/** Whatever went wrong as an error that may leave the node; what nobody foresaw keeps its inside as `cause`. */
export function toDxError(error: unknown): DxError {
  if (error instanceof DxError) return error;
  if (codeOf(error) === 'ABORTED' || (error instanceof Error && error.name === 'AbortError')) {
    return new DxError('DX_ABORTED', 'the request was given up', {}, { cause: error });
  }
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500) {
    return new DxError(
      'DX_BAD_REQUEST',
      `this request can't be read: ${error.message}`,
      {},
      { cause: error },
    );
  }
  return new DxError(
    'DX_INTERNAL',
    'something went wrong in this node; its log says what',
    {},
    { cause: error },
  );
}

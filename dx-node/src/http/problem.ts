import type { Logger } from '@airo/program';
import type { ErrorRequestHandler } from 'express';
import { DX_ERRORS, type DxError } from '../errors.ts';
import { discardRest } from './discard-rest.ts';
import { toDxError } from './to-dx-error.ts';

/** RFC 9457 body of an error, with its code and data. */
function problemOf(error: DxError): Record<string, unknown> {
  const { status, title } = DX_ERRORS[error.code];
  return {
    type: `urn:airo:error:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    data: error.data,
  };
}

/** Express' last handler. An answer that has begun is cut off, so that it can't pass for whole. */
export function dxProblemHandler(logger: Logger): ErrorRequestHandler {
  return (cause, request, response, _next) => {
    const error = toDxError(cause);
    const { status } = DX_ERRORS[error.code];
    logger[status >= 500 ? 'error' : 'debug'](
      { method: request.method, path: request.path, code: error.code, error: error.cause ?? error },
      'request failed',
    );
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error.code === 'DX_UNAUTHORIZED') response.set('www-authenticate', 'Bearer');
    discardRest(request);
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(error)));
  };
}

import type { Response } from 'express';

/** Aborts when the client goes away before its answer is complete, or the node closes. */
export function requestSignal(response: Response, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return AbortSignal.any([gone.signal, closing]);
}

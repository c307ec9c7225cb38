import type { RequestHandler } from 'express';

/**
 * CORS for pages of the origins that the settings name, and for no others: what is behind tokens is theirs to read. By
 * hand: a few headers, as in the other programs.
 */
export function cors(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    const isAllowed = origin !== undefined && allowed.includes(origin);
    if (isAllowed) {
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, HEAD, PATCH, POST',
        'access-control-allow-headers': 'authorization, content-type, if-match, last-event-id',
        'access-control-expose-headers': 'etag, link, retry-after',
        'access-control-max-age': '600',
      });
    }
    // Only a page asks first; without the headers its browser sends nothing.
    if (request.method === 'OPTIONS' && 'access-control-request-method' in request.headers) {
      response.status(204).end();
    } else next();
  };
}

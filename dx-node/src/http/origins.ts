import type { RequestHandler } from 'express';
import { isLoopback } from './authorise.ts';

/** Whether a web page of this origin may use the node; a request without an origin comes from no page. */
export function isAllowedOrigin(origin: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin) || allowed.includes('*')) return true;
  if (!URL.canParse(origin)) return false;
  return isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ''));
}

/** CORS, by hand: three headers for the origins of the settings. */
export function cors(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && isAllowedOrigin(origin, allowed)) {
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, HEAD, PUT, POST',
        'access-control-allow-headers': 'authorization, content-type, range',
        'access-control-expose-headers': 'content-length, content-range, etag',
      });
    }
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}

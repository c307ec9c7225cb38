import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { DxError } from '../errors.ts';
import { isLoopback } from './authorise.ts';

/**
 * Whether a request with this Host header is for this node. A web page whose name was made to point here (DNS rebinding) sends
 * its own name, which no other check would stop on a node that trusts its own machine. An address can't be rebound.
 */
export function isAllowedHost(
  header: string | undefined,
  init: { host: string; allowedHosts: readonly string[] },
): boolean {
  if (header === undefined) return false;
  if (!URL.canParse(`http://${header}`)) return false;
  const name = new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '');
  if (isLoopback(name) || isIP(name) !== 0 || name === init.host) return true;
  if (init.allowedHosts.some((allowed) => allowed.toLowerCase() === name)) return true;
  return init.allowedHosts.length === 0 && !isLoopback(init.host);
}

/** Refuses what is meant for another name: DX_BAD_HOST. */
export function checkHost(init: { host: string; allowedHosts: readonly string[] }): RequestHandler {
  return (request, _response, next) => {
    const { host } = request.headers;
    if (isAllowedHost(host, init)) return next();
    const message = `"${host ?? ''}" is no name of this node: add it to allowedHosts (--allowed-hosts) if it is one`;
    throw new DxError('DX_BAD_HOST', message, {});
  };
}

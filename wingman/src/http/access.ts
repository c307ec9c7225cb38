import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { WingmanError } from '../errors.ts';
import type { AccessTokens, Caller } from '../ports/access-tokens.ts';
import { mayAct } from '../schemas/roles.ts';
import type { Route } from './route.ts';

const LOCAL: Caller = { name: 'local', role: 'owner' };
const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const WRONG_PER_MINUTE = 30;
const MINUTE_MS = 60_000;

/** What a handler behind `authenticate` knows of its caller. */
export function callerOf(response: Response): Caller {
  return response.locals.caller as Caller;
}

/** @throws WingmanError FORBIDDEN */
export function requireRole(
  { name, role }: Caller,
  { needs, method, path }: Pick<Route, 'needs' | 'method' | 'path'>,
) {
  if (mayAct(role, needs)) return;
  throw new WingmanError(
    'FORBIDDEN',
    `${method.toUpperCase()} ${path} needs the role ${needs}, and the token "${name}" has the role ${role}: make one with \`wingman tokens add NAME --role ${needs}\``,
    { needs, role },
  );
}

/**
 * Lets those in who have a token. Where none was ever given out, everybody on this machine is the owner, but for web pages
 * that are open in its browser.
 * @param corsOrigins of pages that may call like any other program
 */
export function authenticate(tokens: AccessTokens, corsOrigins: readonly string[]): RequestHandler {
  let everAsked = false;
  const wrong = rateLimit({ windowMs: MINUTE_MS, limit: WRONG_PER_MINUTE, validate: false });
  return async (request, response, next) => {
    requireKnownOrigin(request, corsOrigins);
    everAsked ||= await readable(tokens.any());
    if (!everAsked) {
      requireLoopbackName(request);
      response.locals.caller = LOCAL;
      next();
      return;
    }
    const from = request.ip ?? '';
    const guesses = (await wrong.getKey(from))?.totalHits ?? 0;
    if (guesses >= WRONG_PER_MINUTE) {
      throw new WingmanError('RATE_LIMITED', 'too many wrong tokens from your address: wait a minute', {});
    }
    const token = tokenOf(request);
    const caller = token === undefined ? null : await readable(tokens.callerOf(token));
    if (caller) {
      response.locals.caller = caller;
      next();
      return;
    }
    response.setHeader('www-authenticate', 'Bearer realm="wingman"');
    const refusal = new WingmanError('UNAUTHORISED', reasonFor(token), {});
    // What has no token guesses none.
    if (token === undefined) throw refusal;
    await wrong(request, response, () => next(refusal));
  };
}

/** Whether a caller that was let in would be let in now, too. */
export async function isStillLetIn(
  tokens: AccessTokens,
  was: Caller,
  request: Request,
  { needs }: Pick<Route, 'needs'>,
): Promise<boolean> {
  if (was === LOCAL) return !(await tokens.any());
  const caller = await tokens.callerOf(tokenOf(request) ?? '');
  return caller !== null && mayAct(caller.role, needs);
}

const tokenOf = ({ headers }: Request) => /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];

/** Strangers are not told where the file is; the cause is for the log. */
async function readable<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((cause) => {
    const message = 'nobody can be let in now: its log says why the tokens can not be read';
    throw new WingmanError('TOKENS_UNREADABLE', message, {}, { cause });
  });
}

function reasonFor(token: string | undefined): string {
  return token === undefined
    ? 'send `authorization: Bearer …` with a token of `wingman tokens add`, or that of --rest-token'
    : 'the token is wrong, was taken back or has expired: make one with `wingman tokens add`';
}

/** A page of another site may send requests to this machine, though it can't read the answers. */
function requireKnownOrigin({ headers, method }: Request, corsOrigins: readonly string[]): void {
  const { origin, host } = headers;
  if (origin === undefined || method === 'GET' || method === 'HEAD') return;
  if (corsOrigins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host)) return;
  throw foreign(
    `a page of ${origin} may not call this: start the bot with --cors-origins ${origin}, or put both behind the same address`,
  );
}

/** A page whose name was pointed to this machine could read answers, too. */
function requireLoopbackName({ headers }: Request): void {
  if (LOOPBACK_NAME.test(headers.host ?? '')) return;
  throw foreign(
    `without tokens it answers to localhost and 127.0.0.1 only: use such an address, or make a token with \`wingman tokens add\``,
  );
}

const foreign = (message: string) => new WingmanError('ORIGIN_FOREIGN', message, {});

import { type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { WingmanError } from '../errors.ts';
import type { StatementDesk } from '../pipeline/statements/statement-desk.ts';
import { quoteQuerySchema } from '../schemas/rest.ts';
import { signedBidPolicySchema, signedQuoteSchema } from '../schemas/statements.ts';
import type { Route } from './route.ts';

const MINUTE_MS = 60_000;
/** All callers together, as a multiple of one: what signing may cost at most. */
const TOTAL = 10;

type PublicRoute = Omit<Route, 'handle' | 'body' | 'params' | 'needs'> & {
  readonly method: 'get';
  readonly handle: (statements: StatementDesk, query: unknown) => Promise<unknown>;
};

/** Answered to anybody, in browsers of any origin: there is nothing in them that isn't meant for everybody. */
export const PUBLIC_ROUTES: readonly PublicRoute[] = [
  {
    method: 'get',
    path: '/v1/bid-policy',
    summary: 'Which orders this provider bids on, signed; public',
    answer: signedBidPolicySchema,
    handle: (statements) => statements.policy(),
  },
  {
    method: 'get',
    path: '/v1/quote',
    summary: 'Whether it would bid on such an order, at what price or why not, signed; public',
    query: quoteQuerySchema,
    answer: signedQuoteSchema,
    handle: (statements, query) => {
      const { maxPrice, ...question } = query as z.output<typeof quoteQuerySchema>;
      return statements.quote({ ...question, maxPrice: maxPrice ?? null });
    },
  },
];

/** @param perMinute requests of one address (IPv6: one network of 56 bits) */
export function publicRouter(statements: StatementDesk, perMinute: number): Router {
  const router = Router();
  const limits = [limited(perMinute), limited(perMinute * TOTAL, () => 'everybody')];
  for (const { path, query: schema = z.strictObject({}), handle } of PUBLIC_ROUTES) {
    router.get(path, limits, async (request: Request, response: Response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cache-control', 'no-store');
      response.json(await handle(statements, schema.parse(request.query)));
    });
  }
  return router;
}

function limited(limit: number, keyGenerator?: () => string) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its warnings go to the console, which is not this program's log.
    validate: false,
    ...(keyGenerator ? { keyGenerator } : {}),
    handler: (_request, _response, next) =>
      next(new WingmanError('RATE_LIMITED', 'too many questions; see the header retry-after', {})),
  });
}

import { problemHandler } from '@airo/program';
import express, { type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { IndexerError } from '../errors.ts';
import type { RestContext } from './context.ts';
import { openApiDocument } from './openapi.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { activityStream, STREAM_PATH } from './stream.ts';

const VERSION = '0.1.0';
const MINUTE_MS = 60_000;

/** HTTP status of each code that a caller can cause; anything else is 500. */
export const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  CURSOR_INVALID: 400,
  RANGE_INVALID: 400,
  STREAMS_FULL: 503,
  RATE_LIMITED: 429,
  DATABASE_UNAVAILABLE: 503,
  CHAIN_UNAVAILABLE: 503,
};

/** The REST API: read only, for anybody; answers carry an ETag, problems are RFC 9457. */
export function createRestApp(
  context: RestContext,
  options: {
    readonly corsOrigins: readonly string[];
    readonly maxStreams: number;
    /** Of one address; 0 for any number. */
    readonly requestsPerMinute: number;
    /** How many proxies in front are believed in who asks. */
    readonly proxies: number;
    readonly onInternal: (error: unknown) => void;
    readonly answered: (route: string, status: number, seconds: number) => void;
  },
): { readonly app: Express; readonly streams: () => number; close(): void } {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.proxies);
  app.use(cors(options.corsOrigins));
  if (options.requestsPerMinute > 0) app.use(limited(options.requestsPerMinute));
  const document = openApiDocument(VERSION);
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  const stream = activityStream(context, options.maxStreams);
  app.get(STREAM_PATH, stream.handler);
  for (const route of ROUTES) {
    app.get(
      route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      timed(route.path, options.answered),
      handler(context, route),
    );
  }
  app.use((request) => {
    throw new IndexerError(
      'NOT_FOUND',
      `there is no ${request.method} ${request.path}; see /openapi.json`,
      {},
    );
  });
  app.use(problemHandler(STATUS_BY_CODE, options.onInternal));
  return { app, streams: stream.streams, close: stream.close };
}

function handler(context: RestContext, route: Route): RequestHandler {
  return async (request, response) => {
    const query = route.query.parse(request.query);
    const params = route.params.parse(request.params);
    response.json(await route.handle(context, { query, params }));
  };
}

function timed(
  path: string,
  answered: (route: string, status: number, seconds: number) => void,
): RequestHandler {
  return (_request, response, next) => {
    const began = performance.now();
    response.once('finish', () => answered(path, response.statusCode, (performance.now() - began) / 1_000));
    next();
  };
}

function limited(limit: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its warnings go to the console, which is not this program's log.
    validate: false,
    handler: (_request, _response, next) =>
      next(new IndexerError('RATE_LIMITED', 'too many questions; see the header retry-after', {})),
  });
}

/** By hand: two headers, for the origins of the settings. Nothing here is secret, so `*` is the default. */
function cors(allowed: readonly string[]): RequestHandler {
  const any = allowed.includes('*');
  return (request, response, next) => {
    const { origin } = request.headers;
    if (!any) response.vary('Origin');
    if (any || (origin !== undefined && allowed.includes(origin))) {
      response.set({
        'access-control-allow-origin': any ? '*' : origin,
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'last-event-id, if-none-match',
        'access-control-expose-headers': 'etag, retry-after',
      });
    }
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}

import { problemHandler } from '@airo/program';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { WingmanError } from '../errors.ts';
import type { AccessTokens, Caller } from '../ports/access-tokens.ts';
import { VERSION } from '../version.ts';
import { authenticate, callerOf, isStillLetIn, requireRole } from './access.ts';
import { audited } from './audit.ts';
import { BACKUP_ROUTE, backupHandler } from './backup-route.ts';
import { parseIfMatch } from './config-version.ts';
import type { RestContext } from './context.ts';
import { docsRouter } from './docs-page.ts';
import type { EventStreams } from './event-stream.ts';
import { openApiDocument } from './openapi.ts';
import { cors } from './origins.ts';
import { STATUS_BY_CODE } from './problems.ts';
import { publicRouter } from './public-routes.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { STREAM_ROUTES, type StreamRoute } from './stream-routes.ts';

const MAX_BODY = '256kb';
const TYPES = ['application/json', 'application/merge-patch+json'];

/** The REST API. Bodies are JSON of at most 256 kB, problems RFC 9457. */
export function createRestApp(
  context: RestContext,
  options: {
    readonly tokens: AccessTokens;
    /** Of the routes for anybody, from one address. */
    readonly publicPerMinute: number;
    /** Of pages that may read and write, with a token like everybody. */
    readonly corsOrigins: readonly string[];
    readonly streams: EventStreams;
    readonly onInternal: (error: unknown) => void;
  },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(cors(options.corsOrigins));
  app.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument(VERSION));
  });
  app.use(docsRouter());
  if (context.statements) app.use(publicRouter(context.statements, options.publicPerMinute));
  app.use(authenticate(options.tokens, options.corsOrigins));
  app.use(requireJson);
  app.use(express.json({ limit: MAX_BODY, type: TYPES }));
  for (const route of ROUTES) {
    app[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), handler(context, route));
  }
  app.post(BACKUP_ROUTE.path, backupHandler(context));
  for (const route of STREAM_ROUTES) app.get(route.path, streamHandler(context, route, options));
  app.use((request) => {
    throw new WingmanError(
      'NOT_FOUND',
      `there is no ${request.method} ${request.path}; see /openapi.json`,
      {},
    );
  });
  app.use(problemHandler(STATUS_BY_CODE, options.onInternal));
  return app;
}

function handler(context: RestContext, route: Route): RequestHandler {
  return async (request, response) => {
    const caller = callerOf(response);
    const run = () => {
      requireRole(caller, route);
      return call(context, route, caller, request, response);
    };
    const answer = await (route.writes ? audited(context, caller, request, async () => run()) : run());
    if (typeof answer === 'object' && answer !== null && 'version' in answer) {
      response.setHeader('etag', `"${answer.version}"`);
    }
    response.json(answer);
  };
}

function streamHandler(
  context: RestContext,
  route: StreamRoute,
  { tokens, streams }: { readonly tokens: AccessTokens; readonly streams: EventStreams },
): RequestHandler {
  return (request, response) => {
    const caller = callerOf(response);
    requireRole(caller, route);
    const lastEventId = request.headers['last-event-id'];
    streams.start(response, {
      ...route.source(context, (route.query ?? empty).parse(request.query)),
      lastEventId: Array.isArray(lastEventId) ? lastEventId[0] : lastEventId,
      mayGoOn: () => isStillLetIn(tokens, caller, request, route),
    });
  };
}

const empty = z.strictObject({});

async function call(
  context: RestContext,
  route: Route,
  caller: Caller,
  request: Request,
  response: Response,
): Promise<unknown> {
  const query = (route.query ?? empty).parse(request.query);
  const input = {
    params: (route.params ?? empty).parse(request.params),
    body: route.body?.parse(request.body),
    ifMatch: parseIfMatch(request.headers['if-match']),
    caller,
  };
  const { cursor } = route;
  if (!cursor) return route.handle(context, { query, ...input });
  // One more than wanted tells whether there are more.
  const limit = Number(query.limit);
  const items = (await route.handle(context, {
    query: { ...query, limit: limit + 1 },
    ...input,
  })) as unknown[];
  const page = items.slice(0, limit);
  if (items.length > limit) {
    const next = new URL(request.originalUrl, 'http://localhost');
    next.searchParams.set(cursor.parameter, String(cursor.of(page.at(-1))));
    response.setHeader('link', `<${next.pathname}${next.search}>; rel="next"`);
  }
  return page;
}

const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
  if (hasBody && !request.is(TYPES)) {
    throw new WingmanError('BODY_NOT_JSON', 'send the body as application/json', {});
  }
  next();
};

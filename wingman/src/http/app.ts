import { timingSafeEqual } from 'node:crypto';
import { problemHandler } from '@airo/program';
import express, { type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import { WingmanError } from '../errors.ts';
import type { RestContext } from './context.ts';
import { openApiDocument } from './openapi.ts';
import { publicRouter } from './public-routes.ts';
import { ROUTES, type Route } from './routes.ts';

const MAX_BODY = '256kb';
const VERSION = '0.1.0';

/** HTTP status of each code that a caller can cause; anything else is 500. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  BODY_NOT_JSON: 400,
  CONFIG_INVALID: 400,
  PRICE_UNKNOWN: 409,
  UNAUTHORISED: 401,
  RATE_LIMITED: 429,
  NOT_FOUND: 404,
  MODEL_UNKNOWN: 404,
  CONFIG_CONFLICT: 412,
  MODEL_NOT_FETCHED: 409,
  MODEL_MANIFEST_MISMATCH: 409,
  MODEL_REFERENCE_MISMATCH: 409,
  MODEL_LOAD_FAILED: 409,
  MODEL_RUN_FAILED: 409,
  MANIFEST_NOT_JSON: 409,
  MANIFEST_INVALID: 409,
  MANIFEST_NOT_CANONICAL: 409,
  ONNX_NOT_A_MODEL: 409,
  ONNX_OPSET_UNSUPPORTED: 409,
  ONNX_EXTERNAL_DATA: 409,
  ONNX_UNSUPPORTED_TENSOR: 409,
  ALERTS_OFF: 409,
  CHAIN_REJECTED: 409,
  CHAIN_UNAVAILABLE: 503,
};

/** The REST API. Bodies are JSON of at most 256 kB, problems RFC 9457. */
export function createRestApp(
  context: RestContext,
  options: {
    readonly token: string | undefined;
    /** Of the routes for anybody, from one address. */
    readonly publicPerMinute: number;
    readonly onInternal: (error: unknown) => void;
  },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument(VERSION));
  });
  if (context.statements) app.use(publicRouter(context.statements, options.publicPerMinute));
  if (options.token !== undefined) app.use(requireToken(options.token));
  app.use(requireJson);
  app.use(express.json({ limit: MAX_BODY, type: ['application/json', 'application/merge-patch+json'] }));
  for (const route of ROUTES) {
    app[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), handler(context, route));
  }
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
  const empty = z.strictObject({});
  return async (request, response) => {
    const query = (route.query ?? empty).parse(request.query);
    const params = (route.params ?? empty).parse(request.params);
    const body = route.body?.parse(request.body);
    const answer = await route.handle(context, {
      query,
      params,
      body,
      ifMatch: ifMatch(request.headers['if-match']),
    });
    if (typeof answer === 'object' && answer !== null && 'version' in answer) {
      response.setHeader('etag', `"${answer.version}"`);
    }
    response.json(answer);
  };
}

/** `"3"`, as the ETag was given; anything that isn't one matches no version. */
function ifMatch(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null;
  return Number(/^"(\d+)"$/.exec(header)?.[1] ?? -1);
}

const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
  if (hasBody && !request.is(['application/json', 'application/merge-patch+json'])) {
    throw new WingmanError('BODY_NOT_JSON', 'send the body as application/json', {});
  }
  next();
};

function requireToken(token: string): RequestHandler {
  const expected = Buffer.from(`Bearer ${token}`);
  return (request, _response, next) => {
    const actual = Buffer.from(request.headers.authorization ?? '');
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
      throw new WingmanError(
        'UNAUTHORISED',
        'send `authorization: Bearer …` with the token of --rest-token',
        {},
      );
    }
    next();
  };
}

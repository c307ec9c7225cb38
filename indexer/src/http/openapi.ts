import { problemSchema } from '@airo/program';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { activityFilterSchema } from '../schemas/index.ts';
import { ROUTES } from './routes.ts';
import { STREAM_PATH } from './stream.ts';

const PROBLEM = {
  description: 'a problem (RFC 9457)',
  content: { 'application/problem+json': { schema: problemSchema } },
};

/** The API's description, made of the schemas that also check it. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const { path, summary, query, params, answer } of ROUTES) {
    paths[path] = {
      get: {
        summary,
        operationId: operationId(path),
        requestParams: { path: params, query },
        responses: {
          200: { description: 'done', content: { 'application/json': { schema: answer } } },
          default: PROBLEM,
        },
      },
    };
  }
  paths[STREAM_PATH] = {
    get: {
      summary: 'Events of the market as they become final, and each new head, as server-sent events',
      operationId: operationId(STREAM_PATH),
      requestParams: { query: activityFilterSchema },
      responses: {
        200: {
          description: 'events `activity`, `head` and `manifest`',
          content: { 'text/event-stream': {} },
        },
        default: PROBLEM,
      },
    },
  };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Airo indexer',
      version,
      description:
        'History of the market, from finalised blocks alone. Money is AIRO in decimal, times are milliseconds.',
    },
    paths,
  });
}

const operationId = (path: string) =>
  `get${path.replaceAll(/[^a-z]+(.)/gi, (_, next: string) => next.toUpperCase()).replaceAll(/\W/g, '')}`;

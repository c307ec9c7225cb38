import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { restProblemSchema } from '../schemas/rest.ts';
import { PUBLIC_ROUTES } from './public-routes.ts';
import { ROUTES, type Route } from './routes.ts';

/** The API's description, made of the schemas that also check it. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  for (const route of PUBLIC_ROUTES) paths[route.path] = { get: { ...operation(route), security: [] } };
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Wingman', version, description: "The REST API of a provider's bot." },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { token: [] }],
    paths,
  });
}

function operation(route: Omit<Route, 'handle'>): ZodOpenApiOperationObject {
  const json = (schema: Route['answer']) => ({ 'application/json': { schema } });
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replaceAll(/[^a-z]+(.)/gi, (_, next: string) => next.toUpperCase()).replaceAll(/\W/g, '')}`,
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
    },
    ...(route.body
      ? { requestBody: { required: !route.body.safeParse(undefined).success, content: json(route.body) } }
      : {}),
    responses: {
      200: { description: 'done', content: json(route.answer) },
      default: {
        description: 'a problem (RFC 9457)',
        content: { 'application/problem+json': { schema: restProblemSchema } },
      },
    },
  };
}

import { problemSchema } from '@airo/program';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ROLE_MEANINGS, ROLES } from '../schemas/roles.ts';
import { BACKUP_ROUTE } from './backup-route.ts';
import { PUBLIC_ROUTES } from './public-routes.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { STREAM_ROUTES } from './stream-routes.ts';

type Described = Omit<Route, 'handle' | 'needs'> & Partial<Pick<Route, 'needs'>>;

const ROLES_TEXT = ROLES.map((role) => `- \`${role}\`: ${ROLE_MEANINGS[role]}`).join('\n');
const DESCRIPTION = `The REST API of a provider's bot. Bearer tokens are made by \`wingman tokens add\`; each has a role:

${ROLES_TEXT}

Lists give so many items as \`limit\` says; when there are more, the header \`Link\` has the address of the next page. What
is refused is answered as a problem (RFC 9457) whose \`detail\` says what to do.`;

const ifMatchSchema = z.object({
  'if-match': z.string().meta({
    description: 'the ETag that was read; `*` for whatever it is now',
    example: '"1"',
  }),
});

/** The API's description, made of the schemas that also check it. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  paths[BACKUP_ROUTE.path] = { post: operation(BACKUP_ROUTE) };
  for (const route of STREAM_ROUTES) paths[route.path] = { get: operation(route) };
  for (const route of PUBLIC_ROUTES) paths[route.path] = { get: { ...operation(route), security: [] } };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Wingman',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { token: [] }],
    paths,
  });
}

function operation(route: Described): ZodOpenApiOperationObject {
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
  const { params, query, body, needs, cursor, takesIfMatch } = route;
  const role = needs === undefined ? 'For anybody, without a token.' : `Needs the role \`${needs}\`.`;
  return {
    summary: route.summary,
    description: route.writes ? `${role} Kept in the audit log.` : role,
    tags: [tagOf(route.path)],
    operationId: `${route.method}${route.path.replaceAll(/[^a-z]+(.)/gi, (_, next: string) => next.toUpperCase()).replaceAll(/\W/g, '')}`,
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(takesIfMatch ? { header: ifMatchSchema } : {}),
    },
    ...(body ? { requestBody: { required: !body.safeParse(undefined).success, content: json(body) } } : {}),
    responses: {
      200: {
        description: 'done',
        content: { [typeOf(route)]: { schema: route.answer } },
        ...(cursor ? { headers: { link: LINK } } : {}),
      },
      default: {
        description: 'a problem (RFC 9457)',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
}

function typeOf({ stream, archive }: Described): string {
  if (stream) return 'text/event-stream';
  return archive ? 'application/gzip' : 'application/json';
}

const LINK = {
  description: 'address of the next page, with rel="next"; none when this is the last',
  schema: { type: 'string' },
} as const;

/** `/v1/pricing/preview` is of `pricing`. */
const tagOf = (path: string) => path.split('/')[2] ?? '';

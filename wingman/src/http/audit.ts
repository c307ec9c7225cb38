import { toProblem } from '@airo/program';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Caller } from '../ports/access-tokens.ts';
import { pageQuerySchema } from '../schemas/rest.ts';
import { restAuditSchema } from '../schemas/rest-access.ts';
import type { RestContext } from './context.ts';
import { STATUS_BY_CODE } from './problems.ts';
import { cursorBy, pageOf, type Route } from './route.ts';

const MAX_BODY_CHARS = 8_000;
const MAX_RESULT_CHARS = 1_000;

/**
 * Carries a call out between two entries of the audit log. One that can't be written down isn't carried out; one whose end
 * could not be written is seen to have no result.
 */
export async function audited<T>(
  context: Pick<RestContext, 'store' | 'now'>,
  caller: Caller,
  request: Request,
  run: () => Promise<T>,
): Promise<T> {
  const number = await context.store.beginAudit({
    at: context.now(),
    who: caller.name,
    role: caller.role,
    from: request.socket.remoteAddress ?? '',
    method: request.method,
    path: request.path,
    body: request.body === undefined ? '' : JSON.stringify(request.body).slice(0, MAX_BODY_CHARS),
  });
  try {
    const answer = await run();
    await context.store.endAudit(number, 200, resultOf(answer));
    return answer;
  } catch (error) {
    const { status, code, detail } = toProblem(error, STATUS_BY_CODE);
    await context.store.endAudit(number, status, `${code}: ${detail}`.slice(0, MAX_RESULT_CHARS));
    throw error;
  }
}

function resultOf(answer: unknown): string {
  const isVersioned = typeof answer === 'object' && answer !== null && 'version' in answer;
  return isVersioned ? `version ${answer.version}` : 'done';
}

export const AUDIT_ROUTE: Route = {
  method: 'get',
  path: '/v1/audit',
  needs: 'operator',
  summary: 'Who changed what, when, and what came of it, newest first',
  query: pageQuerySchema,
  cursor: cursorBy<z.output<typeof restAuditSchema>>(({ number }) => number),
  answer: restAuditSchema.array(),
  handle: ({ store }, { query }) => store.audit(pageOf(query)),
};

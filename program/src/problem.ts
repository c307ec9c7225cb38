import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';
import { AiroError } from './airo-error.ts';
import type { Problem } from './problem-schema.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authorised',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  411: 'Length required',
  412: 'Precondition failed',
  413: 'Too large',
  416: 'Range not satisfiable',
  428: 'Precondition required',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Unavailable',
  507: 'Out of storage',
};

function build(status: number, code: string, detail: string, errors?: Problem['errors']): Problem {
  const problem = { type: `urn:airo:error:${code}`, title: TITLES[status] ?? 'Error', status, detail, code };
  return errors ? { ...problem, errors } : problem;
}

/** What body-parser throws: an HTTP error with a status and a machine-readable type. */
function isHttpError(error: unknown): error is Error & { status: number; type: string } {
  return error instanceof Error && 'status' in error && 'type' in error && typeof error.type === 'string';
}

/** Any error as a problem. What we don't know becomes a 500 without its inside: that belongs into the log. */
export function toProblem(error: unknown, statusByCode: Readonly<Record<string, number>>): Problem {
  if (error instanceof AiroError) return build(statusByCode[error.code] ?? 500, error.code, error.message);
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    const detail = errors.map((e) => (e.path ? `${e.path}: ${e.message}` : e.message)).join('; ');
    return build(400, 'BODY_INVALID', detail, errors);
  }
  if (isHttpError(error) && error.status < 500) {
    const code = error.type.replaceAll('.', '_').toUpperCase();
    return build(error.status, code, `the request's body can't be used: ${error.message}`);
  }
  return build(500, 'INTERNAL', 'something went wrong here; the log has the details');
}

/** Express' last handler. */
export function problemHandler(
  statusByCode: Readonly<Record<string, number>>,
  onInternal: (error: unknown) => void = () => {},
): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const problem = toProblem(error, statusByCode);
    if (problem.status >= 500) onInternal(error);
    if (response.headersSent) {
      next(error);
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

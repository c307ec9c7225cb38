import type { z } from 'zod';
import { DxError } from '../../errors.ts';
import type { HttpContext } from '../http-context.ts';

/** One call as a method sees it. */
export interface RpcCall {
  readonly context: HttpContext;
  readonly signal: AbortSignal;
}

/** A JSON-RPC method; parameters may come by position, in the order of `params`, or by name. */
export interface RpcMethod {
  readonly name: string;
  /** What it does, in a line. */
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly result: z.ZodType;
  /** Needs the token. */
  readonly writes: boolean;
  handle(params: unknown, call: RpcCall): Promise<unknown>;
}

/** Makes a method that parses its parameters first; throws DX_BAD_REQUEST, and what the schema itself throws. */
export function rpcMethod<S extends z.ZodObject>(init: {
  name: string;
  summary: string;
  writes: boolean;
  params: S;
  result: z.ZodType;
  handle: (params: z.output<S>, call: RpcCall) => Promise<unknown>;
}): RpcMethod {
  const names = Object.keys(init.params.shape);
  return {
    name: init.name,
    summary: init.summary,
    params: init.params,
    result: init.result,
    writes: init.writes,
    async handle(params, call) {
      const parsed = init.params.safeParse(byName(init.name, names, params));
      if (!parsed.success) {
        const problems = parsed.error.issues.map((issue) =>
          `${issue.path.join('.')}: ${issue.message}`.replace(/^: /, ''),
        );
        throw new DxError('DX_BAD_REQUEST', `${init.name}(${names.join(', ')}): ${problems.join('; ')}`, {});
      }
      return init.handle(parsed.data, call);
    },
  };
}

function byName(method: string, names: readonly string[], params: unknown): unknown {
  if (!Array.isArray(params)) return params ?? {};
  if (params.length > names.length) {
    const message = `${method}(${names.join(', ')}) takes ${names.length} parameters, not ${params.length}`;
    throw new DxError('DX_BAD_REQUEST', message, {});
  }
  return Object.fromEntries(params.map((value: unknown, index) => [names[index], value]));
}

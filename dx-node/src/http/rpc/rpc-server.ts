import {
  createJSONRPCErrorResponse,
  JSONRPCErrorCode,
  type JSONRPCRequest,
  type JSONRPCResponse,
  JSONRPCServer,
} from 'json-rpc-2.0';
import { z } from 'zod';
import { RPC_MAX_BATCH } from '../../constants.ts';
import { DX_ERRORS, DxError } from '../../errors.ts';
import { unauthorized } from '../authorise.ts';
import type { HttpContext } from '../http-context.ts';
import { toDxError } from '../to-dx-error.ts';
import { type ChainLink, isForOperator } from './chain/chain-link.ts';
import { openRpcDocument } from './discover.ts';
import { METHODS } from './methods.ts';

/** Asked by clients of a chain, polkadot.js among them, before they offer a method. */
const METHODS_METHOD = 'rpc_methods';
const OWN_NAMES = [...METHODS.map(({ name }) => name), 'rpc.discover'];
const methodsSchema = z.looseObject({ methods: z.array(z.string()) });

const callSchema = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.string(),
  params: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
});

interface Caller {
  readonly authorization: string | undefined;
  readonly signal: AbortSignal;
  /** Where methods that aren't Dx's go. */
  readonly chain?: ChainLink | undefined;
}

export type RpcAnswer = JSONRPCResponse | JSONRPCResponse[] | null;

/** JSON-RPC 2.0, whichever way the text came. */
export class RpcServer {
  readonly #context: HttpContext;
  readonly #server = new JSONRPCServer<Caller>({ errorListener: () => undefined });

  constructor(context: HttpContext) {
    this.#context = context;
    for (const method of METHODS) {
      this.#server.addMethod(method.name, (params: unknown, { authorization, signal }) => {
        if (method.writes && !context.mayWrite(authorization)) throw unauthorized();
        return method.handle(params, { context, signal });
      });
    }
    this.#server.addMethod('rpc.discover', () => openRpcDocument());
    this.#server.addMethod(METHODS_METHOD, () => ({ methods: OWN_NAMES }));
    this.#server.mapErrorToJSONRPCErrorResponse = (id, error: unknown) => this.#failed(id, error);
    this.#server.handleMethodNotFound = async ({ id, method }) => {
      const known = METHODS.map(({ name }) => name).join(', ');
      return id === undefined
        ? null
        : rpcError(id, new DxError('DX_NO_ROUTE', `there is no method ${method.slice(0, 80)}: ${known}`, {}));
    };
  }

  /** Answers a request or a batch; null when nothing is to be said (notifications). Never rejects. */
  async answer(text: string, caller: Caller): Promise<RpcAnswer> {
    let request: unknown;
    try {
      request = JSON.parse(text);
    } catch (error) {
      return invalid(JSONRPCErrorCode.ParseError, `this isn't JSON: ${String(error)}`);
    }
    if (!Array.isArray(request)) return this.#answerOne(request, caller);
    if (request.length === 0 || request.length > RPC_MAX_BATCH) {
      const message = `a batch has 1 to ${RPC_MAX_BATCH} calls, not ${request.length}`;
      return invalid(JSONRPCErrorCode.InvalidRequest, message);
    }
    const answers = await Promise.all(request.map((one: unknown) => this.#answerOne(one, caller)));
    const said = answers.filter((one) => one !== null);
    return said.length > 0 ? said : null;
  }

  async #answerOne(request: unknown, caller: Caller): Promise<JSONRPCResponse | null> {
    // The library trusts what it is given; null makes it throw.
    const call = callSchema.safeParse(request);
    if (!call.success)
      return invalid(JSONRPCErrorCode.InvalidRequest, `this is no call: ${z.prettifyError(call.error)}`);
    const known = call.data as JSONRPCRequest;
    if (caller.chain !== undefined && !this.#isOwn(known.method))
      return this.#passOn(known, caller, caller.chain);
    return this.#server.receive(known, caller);
  }

  #isOwn(method: string): boolean {
    return method !== METHODS_METHOD && this.#server.hasMethod(method);
  }

  /** The chain's node answers, with its own errors; its list of methods gets ours as well. */
  async #passOn(request: JSONRPCRequest, caller: Caller, chain: ChainLink): Promise<JSONRPCResponse | null> {
    try {
      if (isForOperator(request.method) && !this.#context.mayWrite(caller.authorization))
        throw unauthorized();
      const answer = await chain.call(request, caller.signal);
      const methods =
        request.method === METHODS_METHOD ? methodsSchema.safeParse(answer?.result).data : undefined;
      if (answer === null || answer.error !== undefined || methods === undefined) return answer;
      return { ...answer, result: { ...methods, methods: [...methods.methods, ...OWN_NAMES] } };
    } catch (error) {
      return request.id === undefined ? null : this.#failed(request.id, error);
    }
  }

  #failed(id: string | number | null, cause: unknown): ReturnType<typeof rpcError> {
    const error = toDxError(cause);
    if (DX_ERRORS[error.code].status >= 500) {
      this.#context.logger.error({ code: error.code, error: error.cause ?? error }, 'call failed');
    }
    return rpcError(id, error);
  }
}

/** An error as JSON-RPC has it: the number of its code, and the code itself in `data.code`. */
export function rpcError(
  id: string | number | null,
  error: DxError,
): ReturnType<typeof createJSONRPCErrorResponse> {
  return createJSONRPCErrorResponse(id, DX_ERRORS[error.code].rpc, error.message, {
    code: error.code,
    ...error.data,
  });
}

function invalid(code: JSONRPCErrorCode, message: string): ReturnType<typeof createJSONRPCErrorResponse> {
  return createJSONRPCErrorResponse(null, code, message, { code: 'DX_BAD_REQUEST' });
}

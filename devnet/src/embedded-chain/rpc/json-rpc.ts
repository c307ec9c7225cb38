import { z } from 'zod';
import { RPC_CODE, RpcError } from '../errors.ts';
import type { Subscriptions } from './subscriptions.ts';

export type Method = (params: readonly unknown[], subscriptions: Subscriptions) => Promise<unknown>;
export type Methods = Readonly<Record<string, Method>>;

const request = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});

export interface Answer {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** Answers one message: a request or a batch of them. Undefined when nothing is to be sent (notifications). */
export async function answerText(
  text: string,
  methods: Methods,
  subscriptions: Subscriptions,
): Promise<Answer | Answer[] | undefined> {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return failed(null, new RpcError(RPC_CODE.PARSE, 'Parse error: this is not JSON'));
  }
  if (!Array.isArray(message)) return answerOne(message, methods, subscriptions);
  if (message.length === 0) return failed(null, new RpcError(RPC_CODE.INVALID_REQUEST, 'Empty batch'));
  const answers = await Promise.all(message.map((one) => answerOne(one, methods, subscriptions)));
  const wanted = answers.filter((answer) => answer !== undefined);
  return wanted.length > 0 ? wanted : undefined;
}

async function answerOne(
  message: unknown,
  methods: Methods,
  subscriptions: Subscriptions,
): Promise<Answer | undefined> {
  const parsed = request.safeParse(message);
  if (!parsed.success) {
    return failed(null, new RpcError(RPC_CODE.INVALID_REQUEST, 'Not a JSON-RPC 2.0 request'));
  }
  const { id, method, params } = parsed.data;
  const answer = await run(methods, method, params, subscriptions).then(
    (result): Answer => ({ jsonrpc: '2.0', id: id ?? null, result: result ?? null }),
    (error: unknown) => failed(id ?? null, error),
  );
  return id === undefined ? undefined : answer;
}

async function run(
  methods: Methods,
  method: string,
  params: readonly unknown[],
  subscriptions: Subscriptions,
) {
  if (!Object.hasOwn(methods, method)) {
    throw new RpcError(RPC_CODE.METHOD_NOT_FOUND, `Method not found: ${method}`);
  }
  return methods[method]?.(params, subscriptions);
}

function failed(id: string | number | null, error: unknown): Answer {
  const { rpcCode, data } = error instanceof RpcError ? error : { rpcCode: undefined, data: null };
  const message = error instanceof Error ? error.message : String(error);
  const code = rpcCode ?? codeOfChopsticks(error) ?? RPC_CODE.INTERNAL;
  return { jsonrpc: '2.0', id, error: { code, message, ...(data === null ? {} : { data }) } };
}

/** Chopsticks' own `ResponseError`, and the errors of its parameter schemas. */
function codeOfChopsticks(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'ZodError') return RPC_CODE.INVALID_PARAMS;
  return 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

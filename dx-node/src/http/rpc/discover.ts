import { z } from 'zod';
import { DX_ERRORS } from '../../errors.ts';
import { METHODS } from './methods.ts';
import type { RpcMethod } from './rpc-method.ts';

const OPENRPC_VERSION = '1.3.2';

/** Answer of `rpc.discover`: an OpenRPC document, made from the schemas that check the calls. */
export function openRpcDocument(): Record<string, unknown> {
  return {
    openrpc: OPENRPC_VERSION,
    info: {
      title: 'Dx',
      version: '1.0.0',
      description: 'Content by its SHA-256. Parameters by position or by name.',
      license: { name: 'Apache-2.0' },
    },
    methods: METHODS.map(describe),
    components: {
      errors: Object.fromEntries(
        Object.entries(DX_ERRORS).map(([code, { rpc, title }]) => [
          code,
          { code: rpc, message: title, data: { code } },
        ]),
      ),
    },
  };
}

function describe(method: RpcMethod): Record<string, unknown> {
  const params = Object.entries(method.params.shape).map(([name, schema]) => ({
    name,
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType),
  }));
  return {
    name: method.name,
    summary: method.writes ? `${method.summary}; needs the token` : method.summary,
    paramStructure: 'either',
    params,
    result: { name: 'result', schema: schemaOf(method.result) },
    errors: Object.keys(DX_ERRORS).map((code) => ({ $ref: `#/components/errors/${code}` })),
  };
}

function schemaOf(schema: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
}

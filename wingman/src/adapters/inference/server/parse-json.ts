import type { z } from 'zod';
import type { ModelServer } from './model-server.ts';

type Code = 'MODEL_LOAD_FAILED' | 'MODEL_RUN_FAILED' | 'MODEL_INPUT_REFUSED';

/** JSON by a schema. @throws WingmanError of the code, saying what is wrong with it */
export function parseJson<S extends z.ZodType>(
  server: ModelServer,
  bytes: Uint8Array,
  schema: S,
  { what, code, parse = JSON.parse }: { what: string; code: Code; parse?: (text: string) => unknown },
): z.output<S> {
  let json: unknown;
  try {
    json = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw server.fail(code, `${what} is no JSON`, { retry: 'never' }, cause);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((i) => `${i.path.join('.') || '(all)'}: ${i.message}`);
  throw server.fail(code, `${what} can't be used: ${problems.join('; ')}`);
}

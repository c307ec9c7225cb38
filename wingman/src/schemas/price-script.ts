import { Environment } from '@marcbachmann/cel-js';
import { amountSchema } from './amount.ts';

/** What a price script may name. Amounts are whole planck, shares 0 to 1. */
export const SCRIPT_VARIABLES = {
  floor: 'int',
  max_price: 'int',
  royalty: 'int',
  cheapest: 'int',
  has_bids: 'bool',
  model: 'int',
  consumer: 'string',
  inferences: 'int',
  utilisation: 'double',
  queue: 'int',
  ms_per_inference: 'double',
} as const;

/** Values of the variables of one bid. */
export type ScriptValues = Readonly<
  Record<keyof typeof SCRIPT_VARIABLES, bigint | number | string | boolean>
>;

/** What a price in a script, for example `airo("0.01")`, is worth in planck. */
export type ScriptPrices = (text: string) => bigint;

const MAX_NODES = 200;
const MAX_DEPTH = 32;
const PPM = 1_000_000;

/** Calls that take time in proportion to the script's length at most: no lists, no loops, no regular expressions. */
const CALLS = new Set(['airo', 'usd', 'times', 'lower', 'higher', 'int', 'double']);
/** Those of them that take an amount in decimal. */
const AMOUNTS = new Set(['airo', 'usd']);
const OPERATORS = new Set(
  ['value', 'id', '?:', '||', '&&', '!_', '-_', '==', '!='].concat([
    '+',
    '-',
    '*',
    '/',
    '<',
    '<=',
    '>',
    '>=',
  ]),
);

/** A price script that can be evaluated. */
export type PriceScript = (values: ScriptValues, prices: ScriptPrices) => bigint;

export type CompiledScript =
  | { readonly ok: true; readonly run: PriceScript }
  | { readonly ok: false; readonly problem: string };

/**
 * Parses and type-checks an expression of the Common Expression Language whose value is planck. It can reach nothing but
 * its variables. `run` throws when a number overflows or is divided by zero.
 */
export function compileScript(expression: string): CompiledScript {
  let prices: ScriptPrices = () => 0n;
  const environment = new Environment({
    limits: { maxAstNodes: MAX_NODES, maxDepth: MAX_DEPTH, maxListElements: 0, maxMapEntries: 0 },
  })
    .registerFunction('airo(string): int', (text: string) => prices(text))
    .registerFunction('usd(string): int', (text: string) => prices(`${text} USD`))
    .registerFunction('lower(int, int): int', (a: bigint, b: bigint) => (a < b ? a : b))
    .registerFunction('higher(int, int): int', (a: bigint, b: bigint) => (a > b ? a : b))
    .registerFunction('times(int, double): int', (a: bigint, factor: number) => times(a, factor));
  for (const [name, type] of Object.entries(SCRIPT_VARIABLES)) environment.registerVariable(name, type);

  const checked = environment.check(expression);
  if (!checked.valid) return { ok: false, problem: firstLine(checked.error) };
  if (String(checked.type) !== 'int') return { ok: false, problem: `is a ${checked.type}, not planck (int)` };
  const evaluate = environment.parse(expression);
  const refused = forbidden(evaluate.ast);
  if (refused !== null) return { ok: false, problem: `${refused} can not be used in a price` };
  return {
    ok: true,
    run: (values, with_) => {
      prices = with_;
      return evaluate({ ...values }) as bigint;
    },
  };
}

function times(amount: bigint, factor: number): bigint {
  return (amount * BigInt(Math.round(factor * PPM))) / BigInt(PPM);
}

/** The first thing in the syntax tree that isn't on the lists above. */
function forbidden(node: unknown): string | null {
  if (Array.isArray(node)) {
    for (const item of node) {
      const found = forbidden(item);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return null;
  const { op, args } = node as { op: string; args: unknown };
  if (op === 'call' && Array.isArray(args)) {
    const [name, values] = args as [string, unknown];
    if (!CALLS.has(name)) return `${name}()`;
    return AMOUNTS.has(name) && !isAmount(values) ? `${name}() of anything but an amount` : forbidden(values);
  }
  return OPERATORS.has(op) ? forbidden(args) : `"${op}"`;
}

/** Whether it is one literal text that names a price, as `"0.01"` does. */
function isAmount(values: unknown): boolean {
  if (!Array.isArray(values) || values.length !== 1) return false;
  const [value] = values as { op: unknown; args: unknown }[];
  return value?.op === 'value' && amountSchema.safeParse(value.args).success;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}

import { parseArgs } from 'node:util';
import { type ZodObject, type ZodType, z } from 'zod';
import { SettingsError } from './errors.ts';

/** One flat schema gives flags, environment variables, defaults, help, `.env.example` and the table of the docs. */
export interface Settings<S extends ZodObject> {
  /**
   * Flags win over the environment, the environment over the file, the file over the defaults.
   * @param file already parsed settings file, its keys spelled as in the schema
   * @throws SettingsError listing every problem at once
   */
  parse(argv: readonly string[], env: NodeJS.ProcessEnv, file?: unknown): z.output<S>;
  help(): string;
  envExample(): string;
  /** Markdown. */
  docsTable(): string;
}

interface Field {
  readonly key: string;
  readonly flag: string;
  readonly env: string;
  readonly kind: 'boolean' | 'list' | 'number' | 'text';
  readonly fallback: string | undefined;
  readonly description: string;
}

interface JsonProperty {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly anyOf?: readonly JsonProperty[];
}

const kebab = (key: string) => key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
const upperSnake = (key: string) => kebab(key).replaceAll('-', '_').toUpperCase();

function kindOf(property: JsonProperty): Field['kind'] {
  const type = property.type ?? property.anyOf?.find((p) => p.type !== 'null')?.type;
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return 'list';
  return type === 'number' || type === 'integer' ? 'number' : 'text';
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(',') : String(value);
}

function fieldsOf(schema: ZodType, envPrefix: string): Field[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, JsonProperty>;
  };
  return Object.entries(json.properties ?? {}).map(([key, property]) => ({
    key,
    flag: `--${kebab(key)}`,
    env: `${envPrefix}${upperSnake(key)}`,
    kind: kindOf(property),
    fallback: shown(property.default),
    description: property.description ?? '',
  }));
}

/** Text from a flag or variable as the schema's input type; what can't be turned stays text and fails in the schema. */
function fromText(field: Field, text: string): unknown {
  if (field.kind === 'boolean')
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
  if (field.kind === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (field.kind === 'list') return text === '' ? [] : text.split(',');
  return text;
}

function readFlags(
  fields: readonly Field[],
  argv: readonly string[],
  problems: string[],
): Record<string, unknown> {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      fields.map((f) => [
        f.flag.slice(2),
        { type: f.kind === 'boolean' ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  const byFlag = new Map(fields.map((f) => [f.flag, f]));
  const values: Record<string, unknown> = {};
  let afterUnknown = false;
  for (const token of tokens) {
    // The word behind an unknown flag is most likely its value: one complaint is enough.
    if (token.kind === 'positional' && !afterUnknown) problems.push(`"${token.value}": not a flag`);
    if (token.kind !== 'option') continue;
    const negated = token.rawName.startsWith('--no-') ? byFlag.get(`--${token.rawName.slice(5)}`) : undefined;
    const field = byFlag.get(token.rawName) ?? negated;
    afterUnknown = !field;
    if (!field) problems.push(`${token.rawName}: no such flag`);
    else if (field.kind === 'boolean')
      values[field.key] = token.value === undefined ? !negated : fromText(field, token.value);
    else if (token.value === undefined) problems.push(`${field.flag}: needs a value`);
    else if (field.kind === 'list') {
      values[field.key] = [
        ...((values[field.key] as unknown[]) ?? []),
        ...(fromText(field, token.value) as unknown[]),
      ];
    } else values[field.key] = fromText(field, token.value);
  }
  return values;
}

function readEnvironment(fields: readonly Field[], env: NodeJS.ProcessEnv): Record<string, unknown> {
  const set = fields.flatMap((f) => {
    const text = env[f.env];
    return text === undefined ? [] : [[f.key, fromText(f, text)] as const];
  });
  return Object.fromEntries(set);
}

export function defineSettings<S extends ZodObject>(init: {
  program: string;
  /** For example `DX_`. */
  envPrefix: string;
  /** Flat; every field has a `.describe()`. */
  schema: S;
  /** Values that work together, printed when something is wrong. */
  sample: Partial<z.input<S>>;
}): Settings<S> {
  const fields = fieldsOf(init.schema, init.envPrefix);
  const sample = () =>
    [
      init.program,
      ...fields.flatMap((f) => {
        const value = shown((init.sample as Record<string, unknown>)[f.key]);
        return value === undefined ? [] : [`${f.flag} ${value}`];
      }),
    ].join(' ');
  const rows = () =>
    fields.map((f) => ({
      ...f,
      example: f.fallback ?? shown((init.sample as Record<string, unknown>)[f.key]) ?? '',
    }));

  return {
    parse(argv, env, file = {}) {
      const problems: string[] = [];
      const flags = readFlags(fields, argv, problems);
      const input = { ...(file as object), ...readEnvironment(fields, env), ...flags };
      const result = z.strictObject(init.schema.shape).safeParse(input);
      if (!result.success) {
        for (const issue of result.error.issues) {
          const field = fields.find((f) => f.key === issue.path[0]);
          problems.push(field ? `${field.flag} (${field.env}): ${issue.message}` : issue.message);
        }
      }
      if (problems.length > 0 || !result.success) throw new SettingsError(init.program, problems, sample());
      return result.data as z.output<S>;
    },
    help() {
      const width = Math.max(...fields.map((f) => f.flag.length)) + 2;
      const lines = fields.map((f) => {
        const fallback = f.fallback === undefined ? '' : ` (default ${f.fallback || 'empty'})`;
        return `  ${f.flag.padEnd(width)}${f.description}${fallback}\n  ${''.padEnd(width)}env ${f.env}`;
      });
      return `Usage: ${init.program} [flags]\n\n${lines.join('\n')}\n\nExample:\n  ${sample()}\n`;
    },
    envExample: () =>
      rows()
        .map((r) => `# ${r.description}\n${r.env}=${r.example}\n`)
        .join('\n'),
    docsTable: () =>
      [
        '| flag | environment | default | what |',
        '| --- | --- | --- | --- |',
        ...rows().map(
          (r) =>
            `| \`${r.flag}\` | \`${r.env}\` | ${r.fallback ? `\`${r.fallback}\`` : ''} | ${r.description} |`,
        ),
      ].join('\n'),
  };
}

import type { Command } from 'commander';
import { z } from 'zod';
import { mergePatch } from '../domain/merge-patch.ts';
import { configSchema } from '../schemas/config.ts';
import { restConfigSchema } from '../schemas/rest.ts';
import { CliError } from './errors.ts';
import { parseInput } from './files.ts';
import { withRest } from './pricing-commands.ts';
import { askRest, type RestFlags } from './rest-client.ts';

type Config = z.output<typeof configSchema>;
type Flags = RestFlags & { readonly json?: true };

const versionFlag = z.coerce.number().int().positive();

/** `wingman config get | set`: the configuration of a running Wingman. */
export function addConfig(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  const config = root.command('config').description('the configuration of a running Wingman');
  const command = (name: string, about: string) =>
    withRest(config.command(name), env).description(about).option('--json', 'for programs');
  const read = (flags: RestFlags) => askRest(flags, { path: '/v1/config' }, restConfigSchema);
  const show = (value: unknown, { json }: Flags) =>
    json ? print(value) : void process.stdout.write(`${valueText(value)}\n`);

  command('get [path]', 'all of it, or what is at a path such as capacity.utilisation').action(
    async (path: string | undefined, flags: Flags) => {
      const current = await read(flags);
      if (path === undefined && flags.json) print(current);
      else show(path === undefined ? current.config : at(current.config, path), flags);
    },
  );
  command('set <path> <value>', 'changes what is at the path at once; null sets what it is without you')
    .option(
      '--if-version <n>',
      'only when the configuration is at this version (default: as it was read just now)',
    )
    .addHelpText(
      'after',
      `
A value is text, or JSON where text can't be meant:
  wingman config set floor 0.002
  wingman config set bidding false
  wingman config set models '[0, 7]'
  wingman config set filters.denyConsumers '["5Grw…"]'`,
    )
    .action(async (path: string, text: string, flags: Flags & { ifVersion?: string }) => {
      const given = parseInput('--if-version', versionFlag.optional(), flags.ifVersion);
      const current = await read(flags);
      const body = patchFor(current.config, path, text);
      const ifMatch = `"${given ?? current.version}"`;
      const changed = await askRest(
        flags,
        { method: 'PATCH', path: '/v1/config', body, ifMatch },
        restConfigSchema,
      );
      if (flags.json) print(changed);
      else
        process.stdout.write(
          `${path} is ${valueText(at(changed.config, path))} (version ${changed.version})\n`,
        );
    });
}

/** @throws CliError CLI_USAGE */
function at(config: Config, path: string): unknown {
  let value: unknown = config;
  for (const [index, key] of path.split('.').entries()) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    if (!isThere) {
      const place = path.split('.').slice(0, index).join('.');
      const names = typeof value === 'object' && value !== null ? Object.keys(value).join(', ') : 'nothing';
      throw new CliError(
        'CLI_USAGE',
        `there is no ${path} in the configuration: ${place || 'it'} has ${names}`,
        {},
      );
    }
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/**
 * The merge patch (RFC 7396) that sets the path: to the text where that makes a valid configuration (amounts are text), to
 * the JSON that it is otherwise. What is valid neither way is left to the bot, which says why.
 */
function patchFor(config: Config, path: string, text: string): unknown {
  const keys = path.split('.');
  const patch = (value: unknown) => keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const json = jsonOf(text);
  const isValid = (value: unknown) => configSchema.safeParse(mergePatch(config, patch(value))).success;
  return patch(json !== undefined && (json === null || isValid(json) || !isValid(text)) ? json : text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const valueText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

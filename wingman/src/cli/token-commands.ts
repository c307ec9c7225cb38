import { type Command, Option } from 'commander';
import { z } from 'zod';
import { addToken, readTokens, removeToken } from '../adapters/tokens/token-file.ts';
import { tokensPath } from '../data-folder.ts';
import { tokenEntrySchema } from '../schemas/rest-access.ts';
import { ROLES } from '../schemas/roles.ts';
import { CliError } from './errors.ts';
import { parseInput } from './files.ts';

const DAY_MS = 86_400_000;

interface TokenFlags {
  readonly dataDir: string;
  readonly restTokens?: string;
}

const fileOf = ({ dataDir, restTokens }: TokenFlags) => restTokens ?? tokensPath(dataDir);

/** `wingman tokens …`: they count at once, whether the bot runs or not. */
export function addTokens(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  const tokens = root.command('tokens').description('who may use the REST API');
  const withFile = (command: Command) =>
    command
      .option('--data-dir <folder>', "the bot's data folder", env.WINGMAN_DATA_DIR ?? '.wingman')
      .option(
        '--rest-tokens <file>',
        'default: rest-tokens.json in the data folder',
        env.WINGMAN_REST_TOKENS,
      );
  withFile(tokens.command('add <name>'))
    .description('makes a token and prints it, once: only its hash is kept')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--days <n>', 'it is good for so long (default: until it is removed)')
    .action(async (name: string, flags: TokenFlags & { role: string; days?: string }) => {
      const days = parseInput('--days', z.coerce.number().positive().max(36_500).optional(), flags.days);
      const now = Date.now();
      const expires = days === undefined ? null : Math.round(now + days * DAY_MS);
      const wanted = parseInput(
        'the flags',
        tokenEntrySchema.pick({ name: true, role: true, expires: true }),
        {
          ...{ name, role: flags.role, expires },
        },
      );
      print({ ...wanted, token: await addToken(fileOf(flags), wanted, now) });
    });
  withFile(tokens.command('list'))
    .description('names and roles')
    .action(async (flags: TokenFlags) =>
      print((await readTokens(fileOf(flags))).map(({ hash: _, ...shown }) => shown)),
    );
  withFile(tokens.command('remove <name>'))
    .description('takes a token back, at once')
    .action(async (name: string, flags: TokenFlags) => {
      if (await removeToken(fileOf(flags), name)) print({ removed: name });
      else
        throw new CliError(
          'CLI_USAGE',
          `there is no token "${name}": \`wingman tokens list\` shows them`,
          {},
        );
    });
}

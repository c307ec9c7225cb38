import { readFile } from 'node:fs/promises';
import { createLogger, type Logger, runProgram, SettingsError, systemClock } from '@airo/program';
import { settings, type WingmanSettings } from './settings.ts';
import { startWingman, type Wingman } from './wingman.ts';

const CONFIG_FLAG = '--config';

/** Runs the bot until a signal comes, and prints one line of JSON on stdout when it can bid. SIGHUP reads the settings again. */
export async function serve(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(settings.help());
    return;
  }
  await runProgram({
    name: 'wingman',
    start: async (signal) => {
      const parsed = await readSettings(argv, env);
      const log = createLogger({ name: 'wingman', level: parsed.logLevel, destination: 'stderr' });
      const wingman = await startWingman({ settings: parsed, log, clock: systemClock, signal });
      process.on('SIGHUP', () => void reload(wingman, argv, env, log));
      process.stdout.write(`${JSON.stringify(wingman.ready)}\n`);
      return wingman;
    },
  });
}

/** A settings file that is broken changes nothing. */
async function reload(
  wingman: Wingman,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  log: Logger,
): Promise<void> {
  try {
    await wingman.reload(await readSettings(argv, env));
  } catch (error) {
    log.error({ err: error }, 'the settings could not be read again; the old ones stay in force');
  }
}

/** Flags, environment and the settings file that one of them may name. @throws SettingsError */
export async function readSettings(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<WingmanSettings> {
  const at = argv.findIndex((arg) => arg === CONFIG_FLAG || arg.startsWith(`${CONFIG_FLAG}=`));
  const path = at < 0 ? env.WINGMAN_CONFIG : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return settings.parse(argv, env, path === undefined ? {} : await readFileSettings(path));
}

async function readFileSettings(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const problem = `${CONFIG_FLAG}: ${path} can't be read as JSON (${(error as Error).message})`;
    throw new SettingsError('wingman', [problem], 'wingman --config wingman.json');
  }
}

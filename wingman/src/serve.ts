import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createLogger, type Logger, runProgram, SettingsError, systemClock } from '@airo/program';
import { Recent } from './domain/recent.ts';
import { settings, type WingmanSettings, type WorkerSettings, workerSettings } from './settings.ts';
import { startWingman, type Wingman } from './wingman.ts';

const KEPT_LINES = 2_000;
const KEPT_CHARS = 2_000_000;
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
      const logs = recentLines();
      const log = createLogger({
        ...{ name: 'wingman', level: parsed.logLevel, destination: 'stderr' },
        tail: (line) => logs.append(line.trimEnd()),
      });
      const print = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);
      const wingman = await startWingman({
        settings: parsed,
        log,
        logs,
        clock: systemClock,
        signal,
        onStandby: print,
      });
      process.on('SIGHUP', () => void reload(wingman, argv, env, log));
      print(wingman.ready);
      return wingman;
    },
  });
}

/** Runs a worker until a signal comes, and prints one line of JSON on stdout when it takes jobs. */
export async function work(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(workerSettings.help());
    return;
  }
  await runProgram({
    name: 'wingman worker',
    start: async (signal) => {
      const { startWorker } = await import('./worker.ts');
      const parsed: WorkerSettings = workerSettings.parse(argv, env, await fileSettings(argv, env));
      const log = createLogger({ name: 'wingman-worker', level: parsed.logLevel, destination: 'stderr' });
      const worker = await startWorker({ settings: parsed, log, clock: systemClock, signal });
      process.stdout.write(`${JSON.stringify(worker.ready)}\n`);
      return worker;
    },
  });
}

/** A line that is larger than all that may be kept is only in the log itself. */
function recentLines(): Recent<string> {
  const session = randomUUID().slice(0, 8);
  return new Recent({ session, limit: KEPT_LINES, maxSize: KEPT_CHARS, sizeOf: (line) => line.length });
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
  return settings.parse(argv, env, await fileSettings(argv, env));
}

async function fileSettings(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const at = argv.findIndex((arg) => arg === CONFIG_FLAG || arg.startsWith(`${CONFIG_FLAG}=`));
  const path = at < 0 ? env.WINGMAN_CONFIG : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return path === undefined ? {} : readFileSettings(path);
}

async function readFileSettings(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const problem = `${CONFIG_FLAG}: ${path} can't be read as JSON (${(error as Error).message})`;
    throw new SettingsError('wingman', [problem], 'wingman --config wingman.json');
  }
}

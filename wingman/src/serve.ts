import { readFile } from 'node:fs/promises';
import { createLogger, runProgram, SettingsError, systemClock } from '@airo/program';
import { withSecrets } from './secrets.ts';
import { settings, type WingmanSettings, type WorkerSettings, workerSettings } from './settings.ts';
import { startWingman } from './wingman.ts';

const CONFIG_FLAG = '--config';

/** Runs the bot until a signal comes, and prints one line of JSON on stdout when it can bid. */
export async function serve(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(settings.help());
    return;
  }
  await runProgram({
    name: 'wingman',
    start: async (signal) => {
      const parsed = await withSecrets(await readSettings(argv, env));
      const log = createLogger({ name: 'wingman', level: parsed.logLevel, destination: 'stderr' });
      const print = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);
      const wingman = await startWingman({
        settings: parsed,
        log,
        clock: systemClock,
        signal,
        onStandby: print,
      });
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
      const given: WorkerSettings = workerSettings.parse(argv, env, await fileSettings(argv, env));
      const parsed = await withSecrets(given);
      const log = createLogger({ name: 'wingman-worker', level: parsed.logLevel, destination: 'stderr' });
      const worker = await startWorker({ settings: parsed, log, clock: systemClock, signal });
      process.stdout.write(`${JSON.stringify(worker.ready)}\n`);
      return worker;
    },
  });
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

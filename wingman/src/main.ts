import { readFile } from 'node:fs/promises';
import { createLogger, runProgram, settingsOfProcess, systemClock } from '@airo/program';
import { settings } from './settings.ts';
import { startWingman } from './wingman.ts';

const CONFIG_FLAG = '--config';

/** The settings file that a flag or variable names, parsed; nothing without one. */
async function settingsFile(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const at = argv.findIndex((arg) => arg === CONFIG_FLAG || arg.startsWith(`${CONFIG_FLAG}=`));
  const path = at < 0 ? env.WINGMAN_CONFIG : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return path === undefined ? {} : JSON.parse(await readFile(path, 'utf8'));
}

await runProgram({
  name: 'wingman',
  start: async (signal) => {
    const file = await settingsFile(process.argv, process.env);
    const parsed = settingsOfProcess({ ...settings, parse: (argv, env) => settings.parse(argv, env, file) });
    const log = createLogger({ name: 'wingman', level: parsed.logLevel, destination: 'stderr' });
    const wingman = await startWingman({ settings: parsed, log, clock: systemClock, signal });
    process.stdout.write(`${JSON.stringify(wingman.ready)}\n`);
    return wingman;
  },
});

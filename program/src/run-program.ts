import { AiroError } from './airo-error.ts';
import { keepStdoutClean } from './keep-stdout-clean.ts';

const EXIT_FAILED = 1;
const EXIT_IMPATIENT = 130;

/**
 * A program's life: starts it, closes it on SIGTERM or SIGINT and exits 0; a second signal exits at once.
 * Started with an IPC channel, it also closes when its parent is gone, so that a killed parent leaves nothing behind.
 * A coded error is printed as its message, anything else with its stack; both exit 1. What libraries print by `console`
 * goes to stderr.
 */
export async function runProgram(init: {
  name: string;
  start: (signal: AbortSignal) => Promise<{ close(): Promise<void>; done?: Promise<unknown> }>;
}): Promise<void> {
  keepStdoutClean();
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(EXIT_IMPATIENT);
    stopping.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  if (process.channel) {
    process.once('disconnect', () => stopping.abort());
    process.channel.unref();
  }

  const fail = (error: unknown): never => {
    process.stderr.write(`${describeFailure(init.name, error)}\n`);
    process.exit(EXIT_FAILED);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  try {
    const running = await init.start(stopping.signal);
    try {
      await Promise.race([stopped, ...(running.done ? [running.done] : [])]);
    } finally {
      await running.close();
    }
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (stopping.signal.aborted && error instanceof AiroError && error.code === 'ABORTED') process.exit(0);
    fail(error);
  }
}

/** One plain line for an error whose message says what to do, the whole stack for one that nobody foresaw. */
export function describeFailure(program: string, error: unknown): string {
  if (error instanceof AiroError) {
    return error.message.startsWith(program) ? error.message : `${program}: ${error.message} [${error.code}]`;
  }
  return `${program}: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** The program's settings from its own flags and environment; `--help` prints them all and exits 0. */
export function settingsOfProcess<T>(settings: {
  parse(argv: readonly string[], env: NodeJS.ProcessEnv): T;
  help(): string;
}): T {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(settings.help());
    process.exit(0);
  }
  return settings.parse(argv, process.env);
}

import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { createParser } from 'eventsource-parser';
import { LEVEL_NUMBERS, logLineSchema, logStreamQuerySchema } from '../schemas/rest-events.ts';
import { CliError } from './errors.ts';
import { parseInput } from './files.ts';
import { withRest } from './pricing-commands.ts';
import { openRest, type RestFlags } from './rest-client.ts';
import { timeText } from './table.ts';

/** Until the server says otherwise. */
const RETRY_MS = 3_000;
const LEVEL_NAMES = new Map(Object.entries(LEVEL_NUMBERS).map(([name, number]) => [number, name]));

interface LogFlags extends RestFlags {
  readonly follow?: boolean;
  readonly tail: string;
  readonly level?: string;
  readonly json?: true;
}

/** Where a reader is in the stream. */
interface Place {
  lastEventId: string;
  retryMs: number;
}

/** `wingman logs` */
export function addLogs(root: Command, env: NodeJS.ProcessEnv): void {
  withRest(root.command('logs'), env)
    .description('the last lines of a running Wingman’s log')
    .option('-f, --follow', 'goes on with what is written, over restarts of the bot, until Ctrl-C')
    .option('--tail <n>', 'so many of the last lines come first', '100')
    .option('--level <level>', `only this and worse: ${Object.keys(LEVEL_NUMBERS).join(', ')}`)
    .option('--json', 'as the log has them, a line of JSON each')
    .action(logs);
}

/** @throws CliError CLI_USAGE, CLI_UNREACHABLE, CLI_REFUSED */
async function logs({ url, token, follow = false, tail, level, json }: LogFlags): Promise<void> {
  const wanted = { tail, follow: String(follow), ...(level === undefined ? {} : { level }) };
  parseInput('the flags', logStreamQuerySchema, wanted);
  const operation = { path: `/v1/logs/stream?${new URLSearchParams(wanted)}` };
  const show = (line: string) => void process.stdout.write(`${json ? line : lineText(line)}\n`);
  const place: Place = { lastEventId: '', retryMs: RETRY_MS };
  await read(await openRest({ url, token }, operation), place, show);
  while (follow) {
    await setTimeout(place.retryMs);
    const again = { ...operation, lastEventId: place.lastEventId };
    // Who is let in no more is told so; a bot that is being started anew is waited for.
    const response = await openRest({ url, token }, again).catch((error: unknown) => {
      if (error instanceof CliError && error.code === 'CLI_UNREACHABLE') return null;
      throw error;
    });
    if (response) await read(response, place, show);
  }
}

/** Shows lines until the stream ends, and keeps the place to come back to. */
async function read(response: Response, place: Place, show: (line: string) => void): Promise<void> {
  const parser = createParser({
    onEvent({ id, event, data }) {
      if (id !== undefined) place.lastEventId = id;
      if (event === 'log') show(data);
      if (event === 'gap') process.stderr.write('wingman: lines are missing here: they are kept no longer\n');
    },
    onRetry: (ms) => {
      place.retryMs = ms;
    },
  });
  const text = response.body?.pipeThrough(new TextDecoderStream());
  try {
    for await (const chunk of text ?? []) parser.feed(chunk);
  } catch {
    process.stderr.write('wingman: the connection ended\n');
  }
}

/** `2026-01-31 07:08:09 warn  what happened model=3`; a line that is none of pino's as it is. */
function lineText(line: string): string {
  const parsed = logLineSchema.safeParse(jsonOf(line));
  if (!parsed.success) return line;
  const { level, time, msg = '', pid: _, hostname: _host, name: _name, ...more } = parsed.data;
  const rest = Object.entries(more).map(([key, value]) => ` ${key}=${valueText(value)}`);
  return `${timeText(time)} ${(LEVEL_NAMES.get(level) ?? String(level)).padEnd(5)} ${msg}${rest.join('')}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Of an error its message: `--json` has where it comes from. */
function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'stack' in value && 'message' in value) {
    return JSON.stringify(value.message);
  }
  return JSON.stringify(value);
}

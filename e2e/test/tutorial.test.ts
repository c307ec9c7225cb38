import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../program/test/support/servers/free-ports.ts';
import { descendants, isRunning, until } from './support/processes.ts';
import { blocksOf, promised } from './support/tutorial.ts';

/** Everything that a reader types, in a folder of its own and on ports of its own: beside a devnet that may be running. */
const blocks = blocksOf('docs/tutorial.md');
const home = mkdtempSync(join(tmpdir(), 'airo-tutorial-'));
const left: ChildProcess[] = [];

let env: NodeJS.ProcessEnv = {};
/** The page's ports of the bot, and those that are free here. */
let ports: [string, string][] = [];

beforeAll(async () => {
  const [chain, dx, wingman, indexer, rest, metrics] = await freePorts(6);
  ports = [
    ['9810', String(rest)],
    ['9811', String(metrics)],
  ];
  env = {
    ...process.env,
    PATH: [resolve('node_modules/.bin'), process.env.PATH].join(delimiter),
    TUTORIAL: home,
    AIRO_STATE: join(home, 'state'),
    AIRO_CHAIN_PORT: String(chain),
    AIRO_DX_PORT: String(dx),
    AIRO_WINGMAN_PORT: String(wingman),
    AIRO_INDEXER_PORT: String(indexer),
    WINGMAN_CHAIN_URL: `ws://127.0.0.1:${chain}`,
    WINGMAN_DX_URL: `http://127.0.0.1:${dx}`,
  };
});

afterAll(async () => {
  const all = left.flatMap((child) => [...descendants(child.pid ?? 0), child.pid ?? 0]);
  for (const child of left.reverse()) {
    for (const pid of descendants(child.pid ?? 0)) if (isRunning(pid)) process.kill(pid, 'SIGTERM');
  }
  await until(() => !all.some(isRunning), 'the programs of the tutorial end');
});

/** Runs a block as bash would; one that stays is left running once it has printed its text. */
async function type(commands: string, stays: string | undefined): Promise<string> {
  const here = ports.reduce((text, [from, to]) => text.replaceAll(from, to), commands);
  const child = spawn('bash', ['-euo', 'pipefail', '-c', here], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let ended: number | null | undefined;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  child.on('close', (code) => (ended = code));
  if (stays === undefined) {
    await until(() => ended !== undefined, `the end of: ${commands}`, 280_000);
    if (ended !== 0) throw new TypeError(`exit code ${ended} of:\n${commands}\n${output}`);
  } else {
    left.push(child);
    await until(() => output.includes(stays) || ended !== undefined, `"${stays}" from: ${commands}`, 280_000);
    if (ended !== undefined) throw new TypeError(`ended with ${ended} before "${stays}":\n${output}`);
  }
  return output;
}

describe('the tutorial', () => {
  it.each(blocks.map((block) => [block.line, block] as const))('works at line %i', async (_line, block) => {
    const output = await type(block.commands, block.until);
    for (const line of block.promises) expect(output).toMatch(promised(line));
  });

  it('has commands to run', () => {
    expect(blocks.length).toBeGreaterThan(8);
  });
});

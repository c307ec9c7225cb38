import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/domain/key.ts';
import { blobStatSchema, peersSchema, putResultSchema } from '../../src/schemas/index.ts';
import { someBytes } from '../fakes/blobs.ts';
import { type RunningNode, startTestNode } from '../fakes/test-node.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const ABSENT = `0x${'00'.repeat(32)}`;
const TOKEN = 'a-token-of-16-chars';

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** util-linux's, which makes a terminal for a command. */
const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
if (!hasTerminal)
  process.stdout.write('the progress bar of dx is not tested: it needs script; apt install bsdutils\n');
const itOnTerminal = hasTerminal ? it : it.skip;

describe('dx', () => {
  let running: RunningNode;
  let dir: string;
  const bytes = someBytes(3_000_000);
  const key = keyOf(bytes);

  beforeAll(async () => {
    running = await startTestNode({ token: TOKEN });
    dir = await mkdtemp(join(tmpdir(), 'dx-cli-'));
    await writeFile(join(dir, 'blob'), bytes);
    await writeFile(join(dir, 'empty'), '');
  });
  afterAll(async () => {
    await running.close();
    await rm(dir, { recursive: true });
  });

  const dx = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
    run(process.execPath, [MAIN, ...args], { DX_URL: running.node.rpcUrl, DX_TOKEN: TOKEN, ...env }, dir);

  const onTerminal = async (args: string[]): Promise<string> => {
    const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
    const env = { DX_URL: running.node.rpcUrl, DX_TOKEN: TOKEN };
    const { code, stdout } = await run('script', ['-qec', command, '/dev/null'], env, dir);
    expect(code).toBe(0);
    return stdout;
  };

  it('puts a file, tells of it and gets it back', async () => {
    expect(await dx(['put', 'blob'])).toEqual({ code: 0, stdout: `${key}\n`, stderr: '' });
    expect(putResultSchema.parse(JSON.parse((await dx(['put', 'blob', '--json'])).stdout))).toEqual({
      key,
      size: bytes.byteLength,
    });
    expect((await dx(['get', key, '-o', 'copy'])).code).toBe(0);
    expect(bytes.equals(await readFile(join(dir, 'copy')))).toBe(true);
    expect((await dx(['stat', key])).stdout).toContain(`${bytes.byteLength} bytes`);
    expect(blobStatSchema.parse(JSON.parse((await dx(['stat', key, '--json'])).stdout))).toMatchObject({
      held: true,
    });
    expect((await dx(['peers'])).stdout).toContain(running.node.peerId);
    expect(peersSchema.parse(JSON.parse((await dx(['peers', '--json'])).stdout)).peers).toEqual([]);
  });

  const failures: [string, string[], string, number][] = [
    ['a file that is not there', ['put', 'nofile'], 'DX_BAD_REQUEST', 4],
    ['a folder', ['put', '.'], 'DX_BAD_REQUEST', 4],
    ['an empty file', ['put', 'empty'], 'DX_EMPTY_BLOB', 4],
    ['a wrong token', ['put', 'blob', '--token', 'wrong'], 'DX_UNAUTHORIZED', 5],
    ['a bad key', ['get', 'nokey', '-o', 'out'], 'DX_BAD_KEY', 4],
    ['a missing blob', ['get', ABSENT, '-o', 'out'], 'DX_NOT_FOUND', 3],
    ['a folder that is not there', ['get', keyOf(someBytes(10)), '-o', 'no/out'], 'DX_BAD_REQUEST', 4],
    ['a missing blob in stat', ['stat', ABSENT], 'DX_NOT_FOUND', 3],
    ['a node that is not there', ['peers', '--url', 'http://127.0.0.1:1'], 'DX_UNAVAILABLE', 6],
  ];
  it.each(failures)(
    'says what is wrong with %s, by its exit code too, and leaves nothing',
    async (_case, args, code, exitCode) => {
      await running.node.put(someBytes(10));
      const { code: exit, stdout, stderr } = await dx(args);
      expect([exit, stdout]).toEqual([exitCode, '']);
      expect(stderr).toContain(`[${code}]`);
      expect((await readdir(dir)).filter((name) => name.startsWith('out') || name.endsWith('.part'))).toEqual(
        [],
      );
    },
  );

  it.each([
    ['no command', []],
    ['an unknown flag', ['stat', key, '--colour']],
    ['a missing argument', ['get', '-o', 'out']],
    ['JSON and a blob in one stream', ['get', key, '-o', '-', '--json']],
  ])('exits 2 after a wrong use: %s', async (_case, args) => {
    const { code, stdout, stderr } = await dx(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });

  it('tells as JSON what it got, and exits 0 after help', async () => {
    await dx(['put', 'blob']);
    const { code, stdout } = await dx(['get', key, '-o', 'copy', '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([0, { key, size: bytes.byteLength, output: 'copy' }]);
    expect((await dx(['--help'])).code).toBe(0);
  });

  itOnTerminal('shows a bar on a terminal, for what is over 1 MB, and ends it at 100 %', async () => {
    await dx(['put', 'blob']);
    const shown = await onTerminal(['get', key, '-o', 'copy']);
    expect(shown).toMatch(/get .*100% · 3\/3 MB/);
    expect(shown).toContain(`${bytes.byteLength} bytes in copy`);
    await running.node.put(someBytes(1_000, 7));
    expect(await onTerminal(['get', keyOf(someBytes(1_000, 7)), '-o', 'small'])).not.toContain('%');
    expect((await dx(['get', key, '-o', 'copy'])).stderr).toBe('');
  });

  it('says it as JSON when asked to', async () => {
    const { stderr } = await dx(['stat', ABSENT, '--json']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'DX_NOT_FOUND', data: { key: ABSENT } } });
  });

  it('lists the settings of a node, and refuses those that are wrong', async () => {
    expect((await dx(['node', '--help'])).stdout).toContain('--rpc-port');
    const wrong = await dx(['node', '--rpc-port', 'x']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('--rpc-port (DX_RPC_PORT)');
  });
});

async function run(program: string, args: string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Outcome> {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, TERM: 'xterm', ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

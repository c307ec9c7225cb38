import { spawn } from 'node:child_process';
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
    run(args, { DX_URL: running.node.rpcUrl, DX_TOKEN: TOKEN, ...env }, dir);

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

  const failures: [string, string[], string][] = [
    ['a file that is not there', ['put', 'nofile'], 'DX_BAD_REQUEST'],
    ['a folder', ['put', '.'], 'DX_BAD_REQUEST'],
    ['an empty file', ['put', 'empty'], 'DX_EMPTY_BLOB'],
    ['a wrong token', ['put', 'blob', '--token', 'wrong'], 'DX_UNAUTHORIZED'],
    ['a bad key', ['get', 'nokey', '-o', 'out'], 'DX_BAD_KEY'],
    ['a missing blob', ['get', ABSENT, '-o', 'out'], 'DX_NOT_FOUND'],
    ['a folder that is not there', ['get', keyOf(someBytes(10)), '-o', 'no/out'], 'DX_BAD_REQUEST'],
    ['a missing blob in stat', ['stat', ABSENT], 'DX_NOT_FOUND'],
    ['a node that is not there', ['peers', '--url', 'http://127.0.0.1:1'], 'DX_UNAVAILABLE'],
  ];
  it.each(failures)('says what is wrong with %s, exits 1 and leaves nothing', async (_case, args, code) => {
    await running.node.put(someBytes(10));
    const { code: exit, stdout, stderr } = await dx(args);
    expect([exit, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`[${code}]`);
    expect((await readdir(dir)).filter((name) => name.startsWith('out') || name.endsWith('.part'))).toEqual(
      [],
    );
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

async function run(args: string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Outcome> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { PATH: process.env.PATH, ...env } });
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

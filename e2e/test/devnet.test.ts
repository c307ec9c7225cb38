import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { descendants, isRunning, until } from './support/processes.ts';
import { Program, startDevnet } from './support/program.ts';

const stateOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'devnet.json'), 'utf8'));
const CHILDREN = 7;

describe('npm start', () => {
  it('tells where everything is, has three Dx nodes that know each other, and leaves nothing behind after Ctrl-C', async () => {
    const { program, state } = await startDevnet();
    const children = descendants(program.process.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(CHILDREN);
    const { dx, wingmen, indexer } = stateOf(state);
    for (const node of dx) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dx_peers', params: [] });
      const answer = await fetch(node.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const peers = JSON.stringify(await answer.json());
      for (const other of dx) if (other !== node) expect(peers).toContain(other.peerId);
    }
    for (const bot of wingmen) expect((await fetch(`${bot.url}/v1/health`)).status).toBe(200);
    expect((await fetch(`${indexer.url}/v1/models/0`)).status).toBe(200);
    const { code, stdout } = await program.stop('SIGINT');
    expect(code).toBe(0);
    expect(stdout).toContain('npm run demo');
    expect(children.filter(isRunning)).toEqual([]);
  });

  it('a killed child is named, the others are stopped, and the exit code is 1', async () => {
    const { program, state } = await startDevnet();
    const children = descendants(program.process.pid ?? 0);
    const isDx2 = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join(state, 'dx-2'));
    process.kill(children.find(isDx2) ?? 0, 'SIGKILL');
    const { code, stderr } = await program.finished;
    expect(code).toBe(1);
    expect(stderr).toMatch(/dx-2 was ended by SIGKILL.*dx-2\.log/);
    expect(children.filter(isRunning)).toEqual([]);
  });

  it('killed itself, leaves no child behind', async () => {
    const { program } = await startDevnet();
    const children = descendants(program.process.pid ?? 0);
    await program.stop('SIGKILL');
    await until(() => !children.some(isRunning), 'the children of a killed devnet end');
  });

  it('on a taken port names the port and the flag, and starts nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const folder = mkdtempSync(join(tmpdir(), 'airo-e2e-'));
    const free = ['--dx-port', '0', '--wingman-port', '0', '--indexer-port', '0', '--cockpit-port', '0'];
    const program = new Program('devnet/src/main.ts', [
      '--state',
      join(folder, 's'),
      '--chain-port',
      String(port),
      ...free,
    ]);
    const { code, stderr } = await program.finished;
    server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`port ${port}[^\\n]*taken`));
  });
});

import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { AiroError, codeOf } from '../src/airo-error.ts';
import { systemClock } from '../src/clock.ts';
import { Closer } from '../src/closer.ts';
import { startHealthServer } from '../src/health.ts';
import { listen } from '../src/listen.ts';
import { describeFailure } from '../src/run-program.ts';

describe('a closer', () => {
  it('closes last first, once, and goes on after one that fails', async () => {
    const closed: string[] = [];
    const failed: string[] = [];
    const closer = new Closer((name) => failed.push(name));
    closer.add('store', () => void closed.push('store'));
    closer.add('broken', () => Promise.reject(new TypeError('no')));
    closer.add('server', () => void closed.push('server'));
    await Promise.all([closer.close(), closer.close()]);
    expect(closed).toEqual(['server', 'store']);
    expect(failed).toEqual(['broken']);
  });
});

describe('listening', () => {
  it('on a taken port says which one and which flag changes it', async () => {
    const first = await listen(createServer(), { host: '127.0.0.1', port: 0, flag: '--rpc-port' });
    const second = listen(createServer(), { host: '127.0.0.1', port: first.port, flag: '--rpc-port' });
    await expect(second).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining('--rpc-port'),
    });
    await first.close();
  });

  it('on an address that is not ours fails by name', async () => {
    const listening = listen(createServer(), { host: '203.0.113.1', port: 0, flag: '--rpc-host' });
    await expect(listening).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
  });
});

describe('the health server', () => {
  it('says ready or why not, and serves metrics', async () => {
    let reasons: string[] = ['no chain'];
    const server = await startHealthServer({
      host: '127.0.0.1',
      port: 0,
      registry: new Registry(),
      ready: () => ({ ok: reasons.length === 0, reasons }),
    });
    const status = async (path: string) => (await fetch(server.url + path)).status;
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(503);
    reasons = [];
    expect(await status('/readyz')).toBe(200);
    expect(await status('/metrics')).toBe(200);
    expect(await status('/else')).toBe(404);
    await server.close();
  });
});

describe('the clock', () => {
  it('gives up a wait by name when its signal aborts', async () => {
    const stop = new AbortController();
    const waiting = systemClock.wait(60_000, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    expect(systemClock.now()).toBeGreaterThan(0);
  });
});

describe('a failure', () => {
  it('that was foreseen is one line with its code, any other shows its stack', () => {
    expect(describeFailure('dx', new AiroError('DX_X', 'do this', null))).toBe('dx: do this [DX_X]');
    expect(describeFailure('dx', new TypeError('odd'))).toContain('TypeError: odd');
    expect(codeOf(new TypeError('odd'))).toBeUndefined();
  });
});

describe('a program', () => {
  it('prints only its own output on stdout, whatever libraries say', async () => {
    const source = `
      import { runProgram } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
      await runProgram({ name: 'test', async start() {
        console.log('Runtime version updated');
        process.stdout.write('{}');
        return { close: async () => {}, done: Promise.resolve() };
      } });`;
    const printed = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source]);
    expect(printed).toMatchObject({ stdout: '{}', stderr: 'Runtime version updated\n' });
  });
});

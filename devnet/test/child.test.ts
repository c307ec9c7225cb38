import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startChild } from '../src/child.ts';
import { LogFile } from '../src/log-file.ts';

const READY = `console.log(JSON.stringify({ event: 'ready', port: 7 }));`;

function start(source: string, signal = new AbortController().signal) {
  const logs = mkdtempSync(join(tmpdir(), 'airo-child-'));
  const script = join(logs, 'child.mjs');
  writeFileSync(script, source);
  return startChild({
    name: 'child',
    script,
    args: [],
    logs,
    signal,
    ready: z.object({ event: z.literal('ready'), port: z.int() }),
  });
}

describe('a child process', () => {
  it('is ready when it says so, and ends when told', async () => {
    const child = await start(`${READY} setInterval(() => {}, 1000);`);
    expect(child.ready.port).toBe(7);
    await child.stop();
    expect(() => process.kill(child.pid, 0)).toThrow(/ESRCH/);
  });

  it('that gives up is reported with its own last words', async () => {
    await expect(start(`console.error('port 5 is taken'); process.exit(1);`)).rejects.toMatchObject({
      code: 'CHILD_NOT_READY',
      message: expect.stringContaining('port 5 is taken'),
    });
  });

  it('that says something else is reported and stopped', async () => {
    await expect(start(`console.log('hello'); setInterval(() => {}, 1000);`)).rejects.toMatchObject({
      code: 'CHILD_NOT_READY',
    });
  });

  it('that is killed later is reported with the signal and its log', async () => {
    const child = await start(`${READY} setInterval(() => {}, 1000);`);
    process.kill(child.pid, 'SIGKILL');
    expect(await child.ended).toMatchObject({
      code: 'CHILD_ENDED',
      message: expect.stringMatching(/SIGKILL.*child\.log/),
    });
  });

  it('that is killed takes what it had started with it', async () => {
    const child = await start(`
      import { spawn } from 'node:child_process';
      const own = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log(JSON.stringify({ event: 'ready', port: own.pid }));
      setInterval(() => {}, 1000);`);
    process.kill(child.pid, 'SIGKILL');
    await child.ended;
    // Nobody may be there to collect it: it is gone, or a zombie.
    const lives = () => {
      try {
        return !/\) Z /.test(readFileSync(`/proc/${child.ready.port}/stat`, 'utf8'));
      } catch {
        return false;
      }
    };
    while (lives()) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

describe('a log file', () => {
  it('keeps to its size and holds the newest lines', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'airo-log-')), 'x.log');
    const log = new LogFile(path, 1000);
    for (let i = 0; i < 500; i += 1) log.write(Buffer.from(`line ${i}\n`));
    log.close();
    expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThanOrEqual(2000);
    expect(readFileSync(path, 'utf8')).toContain('line 499');
  });
});

import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@airo/program';
import { describe, expect, it } from '@jest/globals';
import { startAiroNode } from '../../src/airo-node/node-process.ts';
import { airoNodeSettings } from '../../src/airo-node/settings.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'airo-node-'));

function start(binary: string, ...args: string[]) {
  const fixed = ['--data-dir', folder(), '--port', '0', '--binary', binary];
  const settings = airoNodeSettings.parse([...fixed, ...args], {});
  return startAiroNode({ settings, clock: systemClock, log: () => {} });
}

/** A program that does what the script says in the node's place. */
function program(script: string): string {
  const path = join(folder(), 'airo-node');
  writeFileSync(path, `#!${process.execPath}\n${script}`);
  chmodSync(path, 0o755);
  return path;
}

/** Listens as the node does, and answers every call with the result that `answer` gives for its method. */
const listening = (answer: string) => `
  const answer = ${answer};
  const server = require('node:http').createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk)).on('end', () => {
      response.end(JSON.stringify({ result: answer(JSON.parse(body).method) }));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    console.error('Running JSON-RPC server: addr=127.0.0.1:' + server.address().port + ',[::1]:1');
  });`;

describe('airo-node under the devnet', () => {
  it('is ready when it listens and has made a block, and ends when told', async () => {
    const node = await start(
      program(listening(`(method) => (method === 'chain_getHeader' ? { number: '0x1' } : '0xabc')`)),
    );
    expect(node.genesisHash).toBe('0xabc');
    expect(node.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    await node.close();
    await expect(node.done).rejects.toMatchObject({ code: 'NODE_ENDED' });
  });

  it('that follows another is ready without a block, and tells where its metrics are', async () => {
    const node = await start(
      program(`console.error('Prometheus exporter started at 127.0.0.1:4711');
        ${listening(`(method) => (method === 'chain_getHeader' ? { number: '0x0' } : process.argv.join(' '))`)}`),
      '--follow',
      '--metrics',
    );
    expect(node.metricsUrl).toBe('http://127.0.0.1:4711/metrics');
    expect(node.genesisHash).toContain('--prometheus-port 0');
    expect(node.genesisHash).not.toContain('--alice');
    await node.close();
  });

  it('that nobody waits for any more is ended before it is ready', async () => {
    const given = new AbortController();
    const path = program(`console.error('starting'); setInterval(() => {}, 1000);`);
    const settings = airoNodeSettings.parse(['--data-dir', folder(), '--port', '0', '--binary', path], {});
    await expect(
      startAiroNode({ settings, clock: systemClock, log: () => given.abort(), signal: given.signal }),
    ).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('that was never built says how to build it', async () => {
    await expect(start('/no/such/airo-node')).rejects.toMatchObject({
      code: 'BINARY_MISSING',
      message: expect.stringContaining('npm run build:node'),
    });
  });

  it('that is no program is reported', async () => {
    const path = join(folder(), 'airo-node');
    writeFileSync(path, 'neither a program nor a script', { mode: 0o755 });
    await expect(start(path)).rejects.toMatchObject({ code: 'NODE_NOT_READY' });
  });

  it('that ends before it is ready is reported with its last words', async () => {
    await expect(
      start(program(`console.error('database is locked'); process.exit(1);`)),
    ).rejects.toMatchObject({
      code: 'NODE_NOT_READY',
      message: expect.stringMatching(/exit code 1[\s\S]*database is locked/),
    });
  });
});

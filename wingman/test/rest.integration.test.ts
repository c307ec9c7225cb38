import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addToken } from '../src/adapters/tokens/token-file.ts';
import { until } from './fakes/until.ts';
import { printedBy } from './support/cli.ts';
import { createWorld, type World } from './support/world.ts';

describe('the REST API of a real Wingman', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world?.close());

  it('tells what happens and what it logs, and is brought back as it was from a backup taken while it ran', async () => {
    const data = join(world.folder, 'bot');
    const token = await addToken(
      join(data, 'rest-tokens.json'),
      { name: 'me', role: 'owner', expires: null },
      1,
    );
    const bot = await world.wingman('bot', ['--log-level', 'info']);
    const { restUrl } = bot.ready;
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${restUrl}/v1/config`)).status).toBe(401);
    expect((await fetch(`${restUrl}/docs`)).status).toBe(200);

    const leave = new AbortController();
    const streamed: string[] = [];
    for (const path of ['events/stream?kinds=block,control', 'logs/stream?tail=5']) {
      const { body } = await fetch(`${restUrl}/v1/${path}`, { headers, signal: leave.signal });
      const decoder = new TextDecoder();
      void (async () => {
        for await (const chunk of body ?? []) streamed.push(decoder.decode(chunk));
      })().catch(() => {});
    }
    const paused = await fetch(`${restUrl}/v1/pause`, { method: 'POST', headers });
    expect(paused.status).toBe(200);
    await until(() => /event: block/.test(streamed.join('')) && /event: control/.test(streamed.join('')));
    await until(() => /event: log\ndata: \{"level":40.*bidding mode changed/.test(streamed.join('')));

    const file = join(world.folder, 'bot.tar.gz');
    const made = JSON.parse(await printedBy(['backup', file, '--url', restUrl, '--token', token]));
    expect(made.files).toBeGreaterThan(100);
    // Open streams don't keep it from ending.
    await bot.end('SIGTERM');
    leave.abort();
    await rm(data, { recursive: true });

    await printedBy(['restore', file, '--data-dir', data]);
    expect(await readFile(join(data, 'rest-tokens.json'), 'utf8')).not.toContain(token);
    const again = await world.wingman('bot');
    const health = await (await fetch(`${again.ready.restUrl}/v1/health`, { headers })).json();
    expect(health).toMatchObject({ bidding: { mode: 'paused' } });
    const audit = await (await fetch(`${again.ready.restUrl}/v1/audit`, { headers })).json();
    expect(audit).toMatchObject([
      { who: 'me', path: '/v1/backup' },
      { who: 'me', path: '/v1/pause', status: 200 },
    ]);
    const text = await printedBy(['status', '--url', again.ready.restUrl, '--token', token]);
    expect(text).toMatch(/^bidding +paused/m);
    await again.end('SIGTERM');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTokens } from '../../src/adapters/tokens/token-file.ts';
import { runCli } from '../support/cli.ts';

describe('wingman tokens', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airo-tokens-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const run = (...args: string[]) => runCli('tokens', ...args, '--data-dir', folder);

  it('makes a token that the bot knows, shows it once, and takes it back', async () => {
    const made = (await run('add', 'grafana', '--role', 'viewer')) as { token: string };
    expect(made).toMatchObject({ name: 'grafana', role: 'viewer', expires: null });
    const tokens = openTokens(join(folder, 'rest-tokens.json'), undefined, Date.now);
    expect(await tokens.callerOf(made.token)).toEqual({ name: 'grafana', role: 'viewer' });
    const list = await run('list');
    expect(list).toMatchObject([{ name: 'grafana', role: 'viewer' }]);
    expect(JSON.stringify(list)).not.toMatch(/hash|wingman_/);
    expect(await run('remove', 'grafana')).toEqual({ removed: 'grafana' });
    expect(await tokens.callerOf(made.token)).toBeNull();
  });

  it('makes one for some days', async () => {
    const from = Date.now();
    const { expires } = (await run('add', 'ci', '--role', 'operator', '--days', '2')) as { expires: number };
    expect(expires).toBeGreaterThanOrEqual(from + 2 * 86_400_000);
  });

  it.each([
    [['add', 'a b', '--role', 'viewer']],
    [['add', '', '--role', 'viewer']],
    [['add', 'x', '--role', 'viewer', '--days', '0']],
    [['add', 'x', '--role', 'viewer', '--days', 'soon']],
    [['remove', 'nobody']],
  ])('%j is refused', async (args) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 'CLI_USAGE' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { settings, settingsSchema } from '../src/settings.ts';

describe('the settings', () => {
  it('need nothing: every field has a default but the token', () => {
    const parsed = settings.parse([], {});
    expect(parsed).toMatchObject({
      rpcHost: '127.0.0.1',
      rpcPort: 9_700,
      maxBlobBytes: 8 * 1_024 ** 3,
      logLevel: 'info',
    });
    expect(parsed.token).toBeUndefined();
  });

  it('come from flags before the environment, lists with commas or repeated flags', () => {
    const a = '/ip4/127.0.0.1/tcp/1';
    const b = '/ip4/127.0.0.1/tcp/2';
    const parsed = settings.parse(['--rpc-port', '0', '--bootstrap', a, '--bootstrap', b], {
      DX_RPC_PORT: '5',
      DX_METRICS_PORT: '0',
      DX_LISTEN: `${a},${b}`,
    });
    expect(parsed).toMatchObject({ rpcPort: 0, metricsPort: 0, bootstrap: [a, b], listen: [a, b] });
  });

  it.each([
    ['--listen', 'localhost:80', 'multiaddr'],
    ['--bootstrap', '/ip4/1.2.3/tcp/1', 'multiaddr'],
    ['--rpc-port', '70000', '--rpc-port'],
    ['--rpc-port', 'x', '--rpc-port'],
    ['--max-blob-bytes', '0', '--max-blob-bytes'],
    ['--token', 'short', '16'],
    ['--log-level', 'loud', '--log-level'],
    ['--no-such', '1', '--no-such'],
  ])('%s %s is refused by name, with a sample', (flag, value, named) => {
    const parse = () => settings.parse([flag, value], {});
    expect(parse).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
    expect(parse).toThrow(named);
    expect(parse).toThrow('--data-dir .airo/dx');
  });

  it('are each described in the help', () => {
    const help = settings.help();
    for (const [name, field] of Object.entries(settingsSchema.shape)) {
      expect(field.description ?? '').not.toBe('');
      expect(help).toContain(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    }
  });
});

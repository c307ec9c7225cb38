import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineSettings } from '../src/settings.ts';

const settings = defineSettings({
  program: 'sample',
  envPrefix: 'SAMPLE_',
  schema: z.object({
    dataDir: z.string().min(1).describe('where files go'),
    rpcPort: z.int().min(0).max(65535).default(9700).describe('port of the RPC server'),
    peers: z.array(z.string()).default([]).describe('peers to dial'),
    verbose: z.boolean().default(false).describe('say more'),
  }),
  sample: { dataDir: '.data' },
});

describe('settings', () => {
  it('lets flags win over the environment, the environment over the file, the file over defaults', () => {
    const env = { SAMPLE_DATA_DIR: 'env', SAMPLE_RPC_PORT: '2' };
    const file = { dataDir: 'file', rpcPort: 1, verbose: true };
    expect(settings.parse(['--data-dir', 'flag'], env, file)).toEqual({
      dataDir: 'flag',
      rpcPort: 2,
      peers: [],
      verbose: true,
    });
  });

  it('takes a list repeated, separated by commas, or from the environment', () => {
    expect(settings.parse(['--data-dir', 'x', '--peers', 'a,b', '--peers', 'c'], {}).peers).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(settings.parse(['--data-dir', 'x'], { SAMPLE_PEERS: 'a,b' }).peers).toEqual(['a', 'b']);
  });

  it.each([
    [['--verbose'], true],
    [['--no-verbose'], false],
    [['--verbose=true'], true],
    [['--verbose=0'], false],
  ])('reads %j as verbose %s', (argv, verbose) => {
    expect(settings.parse(['--data-dir', 'x', ...argv], {}).verbose).toBe(verbose);
  });

  it.each([
    ['a missing value', [], '--data-dir (SAMPLE_DATA_DIR)'],
    ['a flag that does not exist', ['--data-dir', 'x', '--nope', '1'], '--nope: no such flag'],
    ['a word that is no flag', ['--data-dir', 'x', 'word'], '"word": not a flag'],
    ['text for a number', ['--data-dir', 'x', '--rpc-port', 'many'], '--rpc-port (SAMPLE_RPC_PORT)'],
    ['a port out of range', ['--data-dir', 'x', '--rpc-port', '65536'], '--rpc-port (SAMPLE_RPC_PORT)'],
    ['a flag without its value', ['--data-dir'], '--data-dir: needs a value'],
    ['a word for a yes or no', ['--data-dir', 'x', '--verbose=perhaps'], '--verbose (SAMPLE_VERBOSE)'],
  ])('names %s and shows a sample that works', (_what, argv, message) => {
    expect(() => settings.parse(argv, {})).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID', message: expect.stringContaining(message) }),
    );
    expect(() => settings.parse(argv, {})).toThrow(/sample --data-dir \.data/);
  });

  it('lists every problem at once', () => {
    expect(() => settings.parse(['--rpc-port', 'x', '--nope', '1'], {})).toThrow(
      /--nope.*--data-dir.*--rpc-port/s,
    );
  });

  it('refuses an unknown key in a settings file', () => {
    expect(() => settings.parse([], {}, { dataDir: 'x', colour: 1 })).toThrow(/colour/);
  });

  it('writes help, an environment sample and a docs table that name every setting', () => {
    for (const word of ['--rpc-port', 'SAMPLE_RPC_PORT', '9700']) {
      expect(settings.help()).toContain(word);
      expect(settings.docsTable()).toContain(word);
    }
    expect(settings.envExample()).toContain('SAMPLE_RPC_PORT=9700');
  });
});

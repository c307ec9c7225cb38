import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { printedBy } from '../support/cli.ts';

const run = promisify(execFile);
const has = async (shell: string) =>
  run(shell, ['-c', 'exit 0']).then(
    () => true,
    () => false,
  );

/** What bash offers behind the words. */
async function offered(script: string, ...words: string[]): Promise<string[]> {
  const line = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(wingman ${line}); COMP_CWORD=${words.length}; _wingman; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['--norc', '-c', `${script}\n${ask}`]);
  return stdout.split('\n').filter((word) => word !== '');
}

describe('wingman completion', () => {
  it('offers commands, those below them, and flags in bash', async () => {
    const script = await printedBy(['completion', 'bash']);
    expect(await offered(script, '')).toEqual(
      expect.arrayContaining(['serve', 'backup', 'tokens', 'status']),
    );
    expect(await offered(script, 'st')).toEqual(['status']);
    expect(await offered(script, 'pricing', 're')).toEqual(['replay']);
    expect(await offered(script, 'tokens', 'add', '--ro')).toEqual(['--role']);
    expect(await offered(script, 'serve', '--rest-t')).toEqual(['--rest-token', '--rest-tokens']);
    expect(await offered(script, 'no', 'such', 'thing')).toEqual([]);
  });

  it.each(['zsh', 'fish'])('is a script that %s reads', async (shell) => {
    const script = await printedBy(['completion', shell]);
    expect(script).toContain('replay');
    if (await has(shell)) await run(shell, ['-n', '-c', script]);
    else process.stderr.write(`${shell} is not on this machine: its script was made, not read by it\n`);
  });

  it('is none of another shell', async () => {
    await expect(printedBy(['completion', 'cmd.exe'])).rejects.toMatchObject({ code: 'CLI_USAGE' });
  });
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { printedBy } from '../support/cli.ts';

const run = promisify(execFile);
const has = async (shell: string) =>
  run(shell, ['-c', 'exit 0']).then(
    () => true,
    () => {
      process.stderr.write(
        `${shell} is not on this machine: what it completes is not tried; apt install ${shell}\n`,
      );
      return false;
    },
  );

/** What a shell offers behind the words, asked of the shell itself. */
type Offered = (script: string, folder: string, ...words: string[]) => Promise<string[]>;

const bash: Offered = async (script, cwd, ...words) => {
  const line = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(wingman ${line}); COMP_CWORD=${words.length}; _wingman; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['--norc', '-c', `source '${script}'\n${ask}`], { cwd });
  return stdout.split('\n').filter((word) => word !== '');
};

const fish: Offered = async (script, cwd, ...words) => {
  const ask = `source '${script}'; complete -C 'wingman ${words.join(' ')}'`;
  const env = { ...process.env, HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_DATA_HOME: cwd };
  const { stdout } = await run('fish', ['--no-config', '-c', ask], { cwd, env });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split('\t')[0] ?? '').filter((word) => word !== 'script');
};

/** A shell in a terminal of its own, where Tab is pressed behind the words and the line is run: its last word. */
const zsh: Offered = async (script, cwd, ...words) => {
  const setUp = join(cwd, 'set-up.zsh');
  await writeFile(
    setUp,
    `autoload -Uz compinit; compinit -D -u; source '${script}'; wingman() { print -r -- "<$*>" }; print ready\n`,
  );
  const ask = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source ${setUp}"
zpty -r shell text $'*\\nready*'
zpty -w -n shell $'wingman ${words.join(' ')}\\t\\n'
zpty -r shell text $'*\\n<*>*'
print -r -- "$text"
zpty -d shell`;
  const { stdout } = await run('zsh', ['-f', '-c', ask], { cwd, timeout: 100_000 });
  const [, typed = ''] = /^<(.*)>/m.exec(stdout) ?? [];
  return [typed.split(' ').at(-1) ?? ''];
};

describe('wingman completion', () => {
  let folder: string;
  const script = (shell: string) => join(folder, shell, 'script');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airo-completion-'));
    for (const shell of ['bash', 'zsh', 'fish']) {
      await mkdir(join(folder, shell));
      await writeFile(script(shell), await printedBy(['completion', shell]));
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['bash', bash],
    ['fish', fish],
  ] as const)('offers commands, those below them, and flags in %s', async (shell, ask) => {
    if (!(await has(shell))) return;
    const offered = (...words: string[]) => ask(script(shell), join(folder, shell), ...words);
    expect(await offered('')).toEqual(
      expect.arrayContaining(['serve', 'backup', 'tokens', 'status', 'logs', 'audit', 'config']),
    );
    expect(await offered('st')).toEqual(['status']);
    expect(await offered('pricing', 're')).toEqual(['replay']);
    expect(await offered('models', 'lo')).toEqual(['load']);
    expect(await offered('tokens', 'add', '--ro')).toEqual(['--role']);
    expect(await offered('logs', '--fol')).toEqual(['--follow']);
    expect(await offered('serve', '--rest-t')).toEqual(['--rest-token', '--rest-tokens']);
    expect(await offered('no', 'such', 'thing')).toEqual([]);
  });

  it.each([
    [['sta'], 'status'],
    [['pricing', 'rep'], 'replay'],
    [['tokens', 'add', '--ro'], '--role'],
  ])('completes %j to %s in zsh', async (words, whole) => {
    if (!(await has('zsh'))) return;
    expect(await zsh(script('zsh'), join(folder, 'zsh'), ...words)).toEqual([whole]);
  });

  it('is none of another shell', async () => {
    await expect(printedBy(['completion', 'cmd.exe'])).rejects.toMatchObject({ code: 'CLI_USAGE' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { report, runSteps } from '../steps.ts';

const node = (code: string) => [process.execPath, '-e', code];
const rustMissing = { part: 'rust', install: 'install rustup' };

describe('the steps of npm test', () => {
  it('go on after a failure and count every outcome', async () => {
    const results = await runSteps(
      [
        { name: 'red', budgetMinutes: 1, command: node('process.exit(3)') },
        { name: 'green', budgetMinutes: 1, command: node('') },
        { name: 'chain', budgetMinutes: 1, command: node(''), missing: rustMissing },
      ],
      new Set(),
    );
    const printed: string[] = [];
    expect(report(results, (text) => printed.push(text))).toBe(false);
    expect(printed.join('')).toContain('1 passed, 1 failed, 1 skipped');
    expect(printed.join('')).toContain('exit code 3');
    expect(printed.join('')).toContain('install rustup');
  });

  it('fail a skipped part that AIRO_REQUIRE names', async () => {
    const step = { name: 'chain', budgetMinutes: 1, command: node(''), missing: rustMissing };
    expect((await runSteps([step], new Set(['rust'])))[0]?.outcome).toBe('failed');
  });

  it('fail a program that does not exist', async () => {
    const step = { name: 'none', budgetMinutes: 1, command: ['no-such-program-here'] };
    expect((await runSteps([step], new Set()))[0]?.outcome).toBe('failed');
  });
});

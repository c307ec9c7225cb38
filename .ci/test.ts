import { TARGET_DIR } from './chain-build.ts';
import { browser, jest, required, rust } from './parts.ts';
import { report, runSteps, type Step } from './steps.ts';

/**
 * `npm test`: everything that can be checked on this machine. `AIRO_REQUIRE=rust` (a list separated by commas) turns the
 * skip of a missing part into a failure. A word behind `--` picks the steps whose name contains it.
 */
const cargo = (name: string, budgetMinutes: number, args: readonly string[]): Step => ({
  name,
  budgetMinutes,
  command: ['cargo', ...args],
  cwd: 'chain',
  env: { CARGO_TARGET_DIR: TARGET_DIR, SKIP_WASM_BUILD: '1' },
  ...rust,
});

const steps: readonly Step[] = [
  { name: 'format, lint, borders', budgetMinutes: 0.5, command: ['biome', 'ci', '.'] },
  { name: 'types', budgetMinutes: 1, command: ['tsc', '--noEmit'] },
  { name: 'types of the page', budgetMinutes: 0.5, command: ['tsc', '--noEmit', '-p', 'cockpit'] },
  { name: 'types of its tests', budgetMinutes: 0.5, command: ['tsc', '--noEmit', '-p', 'cockpit/test/page'] },
  { name: 'dead code', budgetMinutes: 0.5, command: ['knip'] },
  { name: 'runtime artifact', budgetMinutes: 0.2, command: ['node', '.ci/build-runtime.ts', '--check'] },
  { name: 'unit', budgetMinutes: 3, command: jest('unit') },
  { name: 'page', budgetMinutes: 1, command: jest('page') },
  { name: 'contract', budgetMinutes: 1.5, command: jest('contract') },
  { name: 'integration', budgetMinutes: 10, command: [...jest('integration'), '--maxWorkers=2'] },
  { name: 'end to end', budgetMinutes: 4, command: [...jest('e2e'), '--maxWorkers=2'] },
  { name: 'browser', budgetMinutes: 8, command: [...jest('browser'), '--maxWorkers=1'], ...browser },
  cargo('chain format', 0.2, ['fmt', '--check']),
  cargo('chain tests', 25, ['test', '--release', '--quiet']),
];

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? steps : steps.filter((s) => wanted.some((w) => s.name.includes(w)));
const results = await runSteps(chosen, required);
process.exitCode = report(results, (text) => process.stdout.write(text)) ? 0 : 1;

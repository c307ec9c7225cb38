import { spawn } from 'node:child_process';

/** One step of the checks. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** What it may take before somebody should look at it. Printed, never enforced by force. */
  readonly budgetMinutes: number;
  /** Why it can't run here, with the line that would change that; undefined when it can. */
  readonly missing?: { readonly part: string; readonly install: string };
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StepResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly minutes: number;
  readonly note: string;
}

function run(step: Step): Promise<number> {
  return new Promise((resolve) => {
    const [file = '', ...args] = step.command;
    const child = spawn(file, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      cwd: step.cwd ?? process.cwd(),
      env: { ...process.env, ...step.env },
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs every step, also after one has failed, so that one run shows all that is wrong.
 * A step whose part is missing is skipped with a reason, or fails when `require` names that part.
 */
export async function runSteps(steps: readonly Step[], required: ReadonlySet<string>): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    if (step.missing) {
      const outcome = required.has(step.missing.part) ? 'failed' : 'skipped';
      const note = `needs ${step.missing.part}; ${step.missing.install}`;
      process.stdout.write(`\n=== ${step.name}: ${outcome}: ${note}\n`);
      results.push({ name: step.name, outcome, minutes: 0, note });
      continue;
    }
    process.stdout.write(
      `\n=== ${step.name} (budget ${step.budgetMinutes} min): ${step.command.join(' ')}\n`,
    );
    const started = performance.now();
    const code = await run(step);
    const minutes = (performance.now() - started) / 60_000;
    const over = minutes > step.budgetMinutes ? `over its budget of ${step.budgetMinutes} min` : '';
    const note = code === 0 ? over : `exit code ${code}${over && `, ${over}`}`;
    results.push({ name: step.name, outcome: code === 0 ? 'passed' : 'failed', minutes, note });
  }
  return results;
}

/** The closing table and count; true when nothing failed. */
export function report(results: readonly StepResult[], write: (text: string) => void): boolean {
  const width = Math.max(...results.map((r) => r.name.length));
  const count = (outcome: StepResult['outcome']) => results.filter((r) => r.outcome === outcome).length;
  write('\n');
  for (const r of results) {
    write(
      `${r.outcome.padEnd(7)}  ${r.name.padEnd(width)}  ${r.minutes.toFixed(1).padStart(5)} min  ${r.note}\n`,
    );
  }
  write(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`);
  return count('failed') === 0;
}

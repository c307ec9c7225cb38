import { runProgram } from '@airo/program';
import { Command } from 'commander';
import { BenchError } from './errors.ts';
import { measure, type SuiteOptions, toText } from './result.ts';
import { chain } from './suites/chain.ts';
import { devnet } from './suites/devnet.ts';
import { jobs } from './suites/jobs.ts';
import { market } from './suites/market.ts';
import { pricing } from './suites/pricing.ts';

const SUITES = [devnet, market, chain, pricing, jobs];

const program = new Command('npm run bench --')
  .argument('[suite]', 'which figures to take')
  .option('--json', 'print one JSON object: {suite, machine, results}')
  .option('--plot <file>', 'of the suite jobs: where to draw waits against load, as SVG')
  .addHelpText('after', `\nSuites:\n${SUITES.map((s) => `  ${s.name.padEnd(10)} ${s.about}`).join('\n')}`)
  .parse();

await runProgram({
  name: 'bench',
  async start(signal) {
    const [name] = program.args;
    const suite = SUITES.find((s) => s.name === name);
    if (!suite)
      throw new BenchError(
        'SUITE_UNKNOWN',
        `there is no suite "${name ?? ''}"; there is ${SUITES.map((s) => s.name).join(', ')}`,
        { name },
      );
    const { json, plot } = program.opts<{ json?: true } & SuiteOptions>();
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const report = await measure(suite, say, signal, { plot });
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : toText(report));
    return { close: async () => {}, done: Promise.resolve() };
  },
});

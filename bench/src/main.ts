import { runProgram } from '@airo/program';
import { Command, InvalidArgumentError } from 'commander';
import { BenchError } from './errors.ts';
import { measure, type SuiteOptions, toText } from './result.ts';
import { chain } from './suites/chain.ts';
import { cockpit } from './suites/cockpit.ts';
import { devnet } from './suites/devnet.ts';
import { dxSoak } from './suites/dx-soak.ts';
import { follow } from './suites/follow.ts';
import { indexer } from './suites/indexer.ts';
import { jobs } from './suites/jobs.ts';
import { market } from './suites/market.ts';
import { pricing } from './suites/pricing.ts';
import { wingman } from './suites/wingman.ts';

const SUITES = [devnet, market, chain, pricing, jobs, follow, wingman, indexer, cockpit, dxSoak];

const program = new Command('npm run bench --')
  .argument('[suite]', 'which figures to take')
  .option('--json', 'print one JSON object: {suite, machine, results}')
  .option('--parts <names>', 'of the suite wingman: which parts, separated by commas', (text) =>
    text.split(','),
  )
  .option('--jobs <count>', 'of the suite wingman: requests after which memory is judged', wholeNumber)
  .option('--minutes <count>', 'of the suite dx-soak: how long', wholeNumber)
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
    const { json, ...options } = program.opts<{ json?: true } & SuiteOptions>();
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const report = await measure(suite, say, signal, options);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : toText(report));
    return { close: async () => {}, done: Promise.resolve() };
  },
});

function wholeNumber(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('a whole number of at least 1');
  return count;
}

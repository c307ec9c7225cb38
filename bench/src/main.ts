import { runProgram } from '@airo/program';
import { Command } from 'commander';
import { BenchError } from './errors.ts';
import { measure, toText } from './result.ts';
import { chain } from './suites/chain.ts';
import { devnet } from './suites/devnet.ts';
import { indexer } from './suites/indexer.ts';
import { market } from './suites/market.ts';
import { pricing } from './suites/pricing.ts';

const SUITES = [devnet, market, chain, pricing, indexer];

const program = new Command('npm run bench --')
  .argument('[suite]', 'which figures to take')
  .option('--json', 'print one JSON object: {suite, machine, results}')
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
    const report = await measure(suite, (line) => process.stderr.write(`${line}\n`), signal);
    process.stdout.write(program.opts().json ? `${JSON.stringify(report, null, 2)}\n` : toText(report));
    return { close: async () => {}, done: Promise.resolve() };
  },
});

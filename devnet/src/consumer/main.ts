import { runProgram } from '@airo/program';
import { consumerCli } from './cli.ts';

await runProgram({
  name: 'consumer',
  async start() {
    await consumerCli((line) => process.stdout.write(`${line}\n`)).parseAsync();
    return { close: async () => {}, done: Promise.resolve() };
  },
});

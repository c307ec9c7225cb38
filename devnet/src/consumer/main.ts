import { quickenImports, runProgram } from '@airo/program';

await runProgram({
  name: 'consumer',
  async start() {
    quickenImports();
    const { consumerCli } = await import('./cli.ts');
    await consumerCli((line) => process.stdout.write(`${line}\n`)).parseAsync();
    return { close: async () => {}, done: Promise.resolve() };
  },
});

import { createLogger, quickenImports, runProgram, settingsOfProcess, systemClock } from '@airo/program';
import { embeddedChainSettings } from './settings.ts';

await runProgram({
  name: 'embedded-chain',
  start: async () => {
    quickenImports();
    const { startEmbeddedChain } = await import('./embedded-chain.ts');
    const settings = settingsOfProcess(embeddedChainSettings);
    const logger = createLogger({ name: 'embedded-chain', level: settings.logLevel, destination: 'stderr' });
    const chain = await startEmbeddedChain({ settings, logger, clock: systemClock });
    process.stdout.write(
      `${JSON.stringify({ event: 'ready', url: chain.url, genesisHash: chain.genesisHash })}\n`,
    );
    return chain;
  },
});

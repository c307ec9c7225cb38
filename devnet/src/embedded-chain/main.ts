import { createLogger, runProgram, settingsOfProcess, systemClock } from '@airo/program';
import { startEmbeddedChain } from './embedded-chain.ts';
import { embeddedChainSettings } from './settings.ts';

await runProgram({
  name: 'embedded-chain',
  start: async () => {
    const settings = settingsOfProcess(embeddedChainSettings);
    const logger = createLogger({ name: 'embedded-chain', level: settings.logLevel, destination: 'stderr' });
    const chain = await startEmbeddedChain({ settings, logger, clock: systemClock });
    process.stdout.write(
      `${JSON.stringify({ event: 'ready', url: chain.url, genesisHash: chain.genesisHash })}\n`,
    );
    return chain;
  },
});

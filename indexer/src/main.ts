import { createLogger, quickenImports, runProgram, settingsOfProcess, systemClock } from '@airo/program';
import { settings } from './settings.ts';

/** Runs until a signal comes, and prints one line of JSON on stdout when the API answers. */
await runProgram({
  name: 'indexer',
  async start(signal) {
    quickenImports();
    const { startIndexer } = await import('./indexer.ts');
    const parsed = settingsOfProcess(settings);
    const log = createLogger({ name: 'indexer', level: parsed.logLevel, destination: 'stderr' });
    const indexer = await startIndexer({ settings: parsed, log, clock: systemClock, signal });
    process.stdout.write(`${JSON.stringify(indexer.ready)}\n`);
    return indexer;
  },
});

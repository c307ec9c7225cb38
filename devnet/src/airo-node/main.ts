import { runProgram, settingsOfProcess, systemClock } from '@airo/program';
import { startAiroNode } from './node-process.ts';
import { airoNodeSettings } from './settings.ts';

await runProgram({
  name: 'airo-node',
  start: async (signal) => {
    const node = await startAiroNode({
      settings: settingsOfProcess(airoNodeSettings),
      clock: systemClock,
      signal,
      log: (line) => process.stderr.write(`${line}\n`),
    });
    const { url, genesisHash, metricsUrl } = node;
    process.stdout.write(`${JSON.stringify({ event: 'ready', url, genesisHash, metricsUrl })}\n`);
    return node;
  },
});

import { runProgram, settingsOfProcess } from '@airo/program';
import { banner } from './banner.ts';
import { startDevnet } from './devnet.ts';
import { devnetSettings } from './settings.ts';

await runProgram({
  name: 'devnet',
  async start(signal) {
    const settings = settingsOfProcess(devnetSettings);
    const began = performance.now();
    const devnet = await startDevnet(settings, signal, (line) => process.stderr.write(`${line}\n`));
    process.stdout.write(banner(devnet.state, (performance.now() - began) / 1000));
    return devnet;
  },
});

import { quickenImports, runProgram, settingsOfProcess } from '@airo/program';
import { startDevnet } from '../devnet.ts';
import { devnetSettings } from '../settings.ts';
import { readState } from '../state-file.ts';
import { bar, quiet } from './progress.ts';
import { toJson, toText } from './report.ts';
import { demoSettings } from './settings.ts';

await runProgram({
  name: 'demo',
  async start(signal) {
    quickenImports();
    const { runDemo } = await import('./demo.ts');
    const settings = settingsOfProcess(demoSettings);
    const progress = settings.json ? quiet : bar();
    const running = readState(settings.state);
    // Nothing is running: bring up a devnet of our own, on free ports, for as long as the demo takes.
    const own = running
      ? undefined
      : await startDevnet(
          devnetSettings.parse(
            [
              '--state',
              settings.state,
              '--chain-port',
              '0',
              '--dx-port',
              '0',
              '--wingman-port',
              '0',
              '--indexer-port',
              '0',
              '--cockpit-port',
              '0',
            ],
            {},
          ),
          signal,
          (line) => progress.say(line),
        );
    const close = async () => own?.close();
    try {
      const state = running ?? own?.state;
      if (!state) return { close };
      const result = await Promise.race([runDemo(settings, state, progress), ...(own ? [own.done] : [])]);
      const nameOf = (account: string) => state.wingmen.find((w) => w.account === account)?.name ?? account;
      process.stdout.write(settings.json ? `${toJson(result)}\n` : toText(result, nameOf));
      process.exitCode = result.ok ? 0 : 1;
      return { close, done: Promise.resolve() };
    } catch (error) {
      await close();
      throw error;
    }
  },
});

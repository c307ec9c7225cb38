import { cacheFolder, createLogger, runProgram, settingsOfProcess } from '@airo/program';
import { buildInto, builtPage } from './built-page.ts';
import { startPageServer } from './page-server.ts';
import { settings } from './settings.ts';

/** Builds the page, unless that was done before, and serves it until a signal comes. */
await runProgram({
  name: 'cockpit',
  async start(signal) {
    const { host, port, endpoints, cacheDir, out, logLevel } = settingsOfProcess(settings);
    const log = createLogger({ name: 'cockpit', level: logLevel, destination: 'stderr' });
    if (out !== undefined) {
      await buildInto(out, signal);
      log.info({ folder: out }, 'built');
      return { close: async () => {}, done: Promise.resolve() };
    }
    const folder = await builtPage(cacheDir ?? cacheFolder(), signal);
    log.info({ folder }, 'built');
    const server = await startPageServer({ host, port, folder, endpointsFile: endpoints });
    process.stdout.write(`${JSON.stringify({ event: 'ready', url: server.url })}\n`);
    return server;
  },
});

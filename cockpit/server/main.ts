import { cacheFolder, createLogger, runProgram, settingsOfProcess } from '@airo/program';
import { buildInto, builtPage } from './built-page.ts';
import { startPageServer } from './page-server.ts';
import { settings } from './settings.ts';

/** Serves the page until a signal comes, and builds it meanwhile, unless that was done before. */
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
    const folder = builtPage(cacheDir ?? cacheFolder(), signal);
    const server = await startPageServer({ host, port, folder, endpointsFile: endpoints });
    folder.then(
      (path) => log.info({ folder: path }, 'built'),
      () => {},
    );
    process.stdout.write(`${JSON.stringify({ event: 'ready', url: server.url })}\n`);
    return server;
  },
});

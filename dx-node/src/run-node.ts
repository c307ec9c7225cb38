import { runProgram } from '@airo/program';
import { createDxNode } from './dx-node.ts';
import type { ReadyEvent } from './schemas/blob-stat.ts';
import { settings } from './settings.ts';
import { withToken } from './token.ts';

/**
 * A node as a program: one line of JSON on stdout when it can be used ({@link ReadyEvent}), logs on stderr, exit 0 on
 * SIGTERM. `argv` are the settings' flags.
 */
export async function runNode(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(settings.help());
    return;
  }
  await runProgram({
    name: 'dx-node',
    async start() {
      const node = await createDxNode(await withToken(settings.parse(argv, process.env)));
      const { peerId, multiaddrs, rpcUrl, metricsUrl } = node;
      const ready: ReadyEvent = { event: 'ready', peerId, multiaddrs, rpcUrl, metricsUrl };
      process.stdout.write(`${JSON.stringify(ready)}\n`);
      return node;
    },
  });
}

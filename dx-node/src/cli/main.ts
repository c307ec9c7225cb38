#!/usr/bin/env node
import { describeFailure, quickenImports } from '@airo/program';
import { DxError } from '../errors.ts';
import { createCommands } from './commands.ts';

quickenImports();
const commands = createCommands({
  env: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  // A node needs libp2p, which takes most of a second to load: the other commands do without.
  runNode: async (argv) => (await import('../run-node.ts')).runNode(argv),
});

try {
  await commands.parseAsync(process.argv);
} catch (error) {
  const json = process.argv.includes('--json') && error instanceof DxError;
  const text = json
    ? JSON.stringify({ error: { code: error.code, message: error.message, data: error.data } })
    : describeFailure('dx', error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

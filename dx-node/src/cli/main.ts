#!/usr/bin/env node
import { describeFailure, quickenImports } from '@airo/program';
import { CommanderError } from 'commander';
import { DxError } from '../errors.ts';
import { createCommands } from './commands.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';

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
  // Commander has said what is wrong; help that was asked for is no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else fail(error);
}

function fail(error: unknown): void {
  const json = process.argv.includes('--json') && error instanceof DxError;
  const text = json
    ? JSON.stringify({ error: { code: error.code, message: error.message, data: error.data } })
    : describeFailure('dx', error);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCodeOf(error);
}

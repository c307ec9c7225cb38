#!/usr/bin/env node
import { codeOf, describeFailure, keepStdoutClean, quickenImports } from '@airo/program';
import { CommanderError } from 'commander';
import { EXIT_CODES } from './errors.ts';

keepStdoutClean();
quickenImports();
// Whoever reads has enough: `wingman logs | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
try {
  const { program } = await import('./program.ts');
  await program(process.env).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // It has said why already; `--help` ends here too.
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_CODES.CLI_USAGE;
  } else {
    process.stderr.write(`${describeFailure('wingman', error)}\n`);
    process.exitCode = EXIT_CODES[codeOf(error) ?? ''] ?? 1;
  }
}

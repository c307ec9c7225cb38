#!/usr/bin/env node
import { describeFailure, keepStdoutClean, quickenImports } from '@airo/program';

keepStdoutClean();
quickenImports();
try {
  const { program } = await import('./program.ts');
  await program(process.env).parseAsync();
} catch (error) {
  process.stderr.write(`${describeFailure('wingman', error)}\n`);
  process.exitCode = 1;
}

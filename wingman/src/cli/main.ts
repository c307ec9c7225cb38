#!/usr/bin/env node
import { describeFailure, keepStdoutClean } from '@airo/program';
import { program } from './program.ts';

keepStdoutClean();
try {
  await program(process.env).parseAsync();
} catch (error) {
  process.stderr.write(`${describeFailure('wingman', error)}\n`);
  process.exitCode = 1;
}

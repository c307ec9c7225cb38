#!/usr/bin/env node
import { quickenImports } from '@airo/program';

quickenImports();
const { runNode } = await import('./run-node.ts');

await runNode(process.argv.slice(2));

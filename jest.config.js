import { homedir } from 'node:os';
import { join } from 'node:path';

// Tests start dozens of programs: each finds its modules compiled. As `cacheFolder` of program has it.
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'airo');
process.env.NODE_COMPILE_CACHE ??= join(cache, 'compiled');

/** Test projects: one per kind of test, so that each can be run alone (`npm run jest -- --selectProjects unit`). */
const base = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.airo/', '<rootDir>/chain/target/'],
};

const workspaces = '{program,chain-types,dx-node,wingman,indexer,devnet,bench,.ci}';

export default {
  // Long enough for a machine that is slow and busy: what waits names what for, and gives up before that.
  testTimeout: 600_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [`<rootDir>/${workspaces}/test/**/*.test.ts`],
      testPathIgnorePatterns: ['\\.contract\\.test\\.ts$', '\\.integration\\.test\\.ts$'],
    },
    { ...base, displayName: 'contract', testMatch: [`<rootDir>/${workspaces}/test/**/*.contract.test.ts`] },
    {
      ...base,
      displayName: 'integration',
      testMatch: [`<rootDir>/${workspaces}/test/**/*.integration.test.ts`],
    },
    { ...base, displayName: 'e2e', testMatch: ['<rootDir>/e2e/test/*.test.ts'] },
    { ...base, displayName: 'compose', testMatch: ['<rootDir>/e2e/test/compose/*.test.ts'] },
    { ...base, displayName: 'zombienet', testMatch: ['<rootDir>/e2e/test/zombienet/*.test.ts'] },
  ],
};

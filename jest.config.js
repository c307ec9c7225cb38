import { homedir } from 'node:os';
import { join } from 'node:path';

// Tests start dozens of programs: each finds its modules compiled. As `cacheFolder` of program has it.
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'airo');
process.env.NODE_COMPILE_CACHE ??= join(cache, 'compiled');

const compiled = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx },
      target: 'es2024',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
  },
];

/** Test projects: one per kind of test, so that each can be run alone (`npm run jest -- --selectProjects unit`). */
const base = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.ts$': compiled(false), '^.+\\.tsx$': compiled(true) },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.airo/', '<rootDir>/chain/target/'],
};

/** Of the cockpit: what runs in Node, beside what runs in a page. */
const pageServer = '<rootDir>/cockpit/test/server/**/*.test.ts';
const workspaces = '{program,chain-types,dx-node,wingman,indexer,devnet,bench,.ci}';

export default {
  // Long enough for a machine that is slow and busy: what waits names what for, and gives up before that.
  testTimeout: 600_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [`<rootDir>/${workspaces}/test/**/*.test.ts`, pageServer],
      testPathIgnorePatterns: ['\\.contract\\.test\\.ts$', '\\.integration\\.test\\.ts$'],
    },
    {
      ...base,
      displayName: 'page',
      testEnvironment: './cockpit/test/support/dom-environment.js',
      setupFilesAfterEnv: ['./cockpit/test/support/patience.js'],
      testMatch: ['<rootDir>/cockpit/test/page/**/*.test.{ts,tsx}'],
      moduleNameMapper: {
        '\\.module\\.css$': '<rootDir>/cockpit/test/support/class-names.js',
        '\\?url$': '<rootDir>/cockpit/test/support/class-names.js',
        '\\.css$': '<rootDir>/cockpit/test/support/class-names.js',
      },
    },
    { ...base, displayName: 'contract', testMatch: [`<rootDir>/${workspaces}/test/**/*.contract.test.ts`] },
    {
      ...base,
      displayName: 'integration',
      testMatch: [
        `<rootDir>/${workspaces}/test/**/*.integration.test.ts`,
        '<rootDir>/cockpit/test/server/**/*.integration.test.ts',
      ],
    },
    { ...base, displayName: 'e2e', testMatch: ['<rootDir>/e2e/test/*.test.ts'] },
    { ...base, displayName: 'browser', testMatch: ['<rootDir>/e2e/test/browser/*.test.ts'] },
    { ...base, displayName: 'compose', testMatch: ['<rootDir>/e2e/test/compose/*.test.ts'] },
    { ...base, displayName: 'zombienet', testMatch: ['<rootDir>/e2e/test/zombienet/*.test.ts'] },
  ],
};

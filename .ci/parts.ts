import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Step } from './steps.ts';

const onPath = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** What a step that compiles the chain lacks here. */
export const rust: Pick<Step, 'missing'> = onPath('cargo')
  ? {}
  : {
      missing: { part: 'rust', install: 'install it with rustup (chain/README.md), then run this again' },
    };

/** What a step that compiles the node lacks here. */
export const nodeTools: Pick<Step, 'missing'> =
  rust.missing || (onPath('protoc') && onPath('clang'))
    ? rust
    : { missing: { part: 'rust', install: 'apt install clang libclang-dev protobuf-compiler' } };

/** What a step that opens the page lacks here. */
export const browser: Pick<Step, 'missing'> = onPath('chromium')
  ? {}
  : { missing: { part: 'chromium', install: 'apt install chromium' } };

/** Parts whose absence is a failure, from `AIRO_REQUIRE`, a list separated by commas. */
export const required: ReadonlySet<string> = new Set(
  (process.env.AIRO_REQUIRE ?? '').split(',').filter(Boolean),
);

/** One test project. */
export const jest = (project: string): readonly string[] => [
  'node',
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
  project,
];

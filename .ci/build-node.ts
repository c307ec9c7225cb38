/**
 * Lints, tests and builds airo-node into the cache folder, unless the binary there comes from these very sources. The
 * node knows no runtime, so that changes of pallets and runtime don't count.
 */
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, cargo, digestOf, filesUnder, isRustSource, TARGET_DIR } from './chain-build.ts';

const FOLDER = path.join(CACHE, 'node');
const BINARY = path.join(FOLDER, 'airo-node');
const DIGEST = `${BINARY}.sha256`;

const isNodeSource = (file: string): boolean =>
  isRustSource(file) && (/^chain\/node\//.test(file) || path.dirname(file) === 'chain');

const digest = await digestOf((await filesUnder('chain')).filter(isNodeSource));
const cached = await readFile(DIGEST, 'utf8').catch(() => undefined);
if (cached === digest) process.stdout.write(`${BINARY} is up to date\n`);
else {
  const node = ['--release', '--locked', '-p', 'airo-node'];
  await cargo(['build', ...node]);
  await cargo(['test', ...node]);
  await cargo(['clippy', ...node, '--all-targets', '--', '-D', 'warnings']);
  await mkdir(FOLDER, { recursive: true });
  // A running node keeps the file that it was started from.
  await copyFile(path.join(TARGET_DIR, 'release', 'airo-node'), `${BINARY}.new`);
  await rename(`${BINARY}.new`, BINARY);
  await writeFile(DIGEST, digest);
  process.stdout.write(`${BINARY} is built\n`);
}

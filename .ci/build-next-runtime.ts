/**
 * Builds the runtime with the next version number into the cache folder, to rehearse an upgrade with, unless the one there
 * comes from these very sources.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, cargo, digestOfRuntime, WASM, WASM_ENVIRONMENT, wasmOutput } from './chain-build.ts';

const FOLDER = path.join(CACHE, 'next-runtime');
const BUILT = path.join(FOLDER, 'airo_runtime.wasm');
const DIGEST = `${BUILT}.sha256`;
/** The Wasm of the runtime proper, whose build cargo takes for fresh though its output is overwritten. */
const ASIDE = `${wasmOutput}.aside`;

const digest = await digestOfRuntime();
const cached = await readFile(DIGEST, 'utf8').catch(() => undefined);
if (cached === digest) process.stdout.write(`${BUILT} is up to date\n`);
else {
  await mkdir(wasmOutput, { recursive: true });
  await cp(wasmOutput, ASIDE, { recursive: true });
  try {
    const next = ['--release', '--locked', '-p', 'airo-runtime', '--features', 'next-version'];
    await cargo(['build', ...next], WASM_ENVIRONMENT);
    await mkdir(FOLDER, { recursive: true });
    await cp(path.join(wasmOutput, WASM), BUILT);
  } finally {
    await cp(ASIDE, wasmOutput, { recursive: true });
    await rm(ASIDE, { recursive: true, force: true });
  }
  await writeFile(DIGEST, digest);
  process.stdout.write(`${BUILT} is built\n`);
}

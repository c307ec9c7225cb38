import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '@airo/program';

const run = promisify(execFile);
const KEY_DIGITS = 12;

const INSTALL = 'apt install python3-venv, or any Python from 3.9 on that has venv';

/**
 * Whether tests that need Python can run here. If not, says on stdout what is not tested and how it would be, or fails when
 * `AIRO_REQUIRE` names Python.
 */
export async function pythonForTests(what: string): Promise<boolean> {
  try {
    await run('python3', ['-c', 'import sys, venv, ensurepip; assert sys.version_info >= (3, 9)']);
    return true;
  } catch {
    const skipped = `${what} is not tested: it needs python; ${INSTALL}`;
    if ((process.env.AIRO_REQUIRE ?? '').split(',').includes('python')) throw new TypeError(skipped);
    process.stdout.write(`${skipped}\n`);
    return false;
  }
}

/**
 * The Python of an environment with these requirements, in the cache folder: made once for each set of them. One that was
 * made half is not found, because it gets its name last.
 */
export async function pythonWith(requirements: string): Promise<string> {
  const { stdout: version } = await run('python3', ['--version']);
  const key = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex');
  const folder = join(cacheFolder(), 'python', key.slice(0, KEY_DIGITS));
  const python = (of: string) => join(of, 'bin', 'python');
  if (existsSync(python(folder))) return python(folder);
  const partial = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  await run('python3', ['-m', 'venv', partial]);
  await run(python(partial), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  await rename(partial, folder).catch(async (error) => {
    // Another run was faster: its one is as good.
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(python(folder))) throw error;
  });
  return python(folder);
}

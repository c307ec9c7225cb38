import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { inCheckout } from '../child.ts';
import { BenchError } from '../errors.ts';

const FOLDER = 'bench/helia';

/**
 * Puts Helia and what it needs, about 390 packages, beside the checkout's own, once.
 * @throws BenchError RUN_FAILED when npm can't
 */
export async function installHelia(say: (line: string) => void): Promise<void> {
  // npm writes it last.
  if (existsSync(inCheckout(`${FOLDER}/node_modules/.package-lock.json`))) return;
  say('  installing Helia …');
  const args = ['ci', '--prefix', inCheckout(FOLDER), '--ignore-scripts', '--no-progress'];
  await promisify(execFile)('npm', args).catch((cause: unknown) => {
    const message = `Helia can't be installed: try npm ${args.join(' ')}`;
    throw new BenchError('RUN_FAILED', message, {}, { cause });
  });
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const found = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((path) => existsSync(path));

/** Debian's Chromium; containers run tests as root, where its sandbox can't be had. */
export function openChromium(): Promise<Browser> {
  if (!found) throw new TypeError('no chromium on PATH: apt install chromium');
  return chromium.launch({ executablePath: found, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

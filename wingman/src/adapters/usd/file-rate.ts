import { readFile } from 'node:fs/promises';
import { readRate } from '../../domain/pricing/read-rate.ts';
import { WingmanError } from '../../errors.ts';
import type { UsdRateSource } from '../../ports/usd-rate.ts';

/** A file that something else keeps up to date. @param pointer JSON pointer to the price; empty when the file is the price */
export function createFileRate(path: string, pointer: string): UsdRateSource {
  return {
    name: path,
    async read(signal) {
      const text = await readFile(path, { encoding: 'utf8', signal }).catch((cause) => {
        throw new WingmanError('USD_RATE_UNREADABLE', `can't read ${path}: ${cause.message}`, {}, { cause });
      });
      return readRate(text, pointer);
    },
  };
}

import { join } from 'node:path';
import type { Hex } from '@airo/chain-types';

const GENESIS_DIGITS = 16;

/** Folder of one chain's index; that of another genesis is another folder and stays as it was. */
export const indexFolder = (dataDir: string, genesis: Hex) =>
  join(dataDir, 'chains', genesis.slice(2, 2 + GENESIS_DIGITS));

import { accountOf } from '@airo/chain-types';
import type { WalletAccount } from './account.ts';

/** Keys of the genesis presets for development; everybody knows them. */
const DEV_KEYS = [
  ['Consumer 1', '//Consumer1'],
  ['Consumer 2', '//Consumer2'],
  ['Model owner', '//Owner'],
  ['Wingman 1', '//Wing1'],
  ['Wingman 2', '//Wing2'],
  ['Alice (sudo)', '//Alice'],
] as const;

export const devAccounts = (): Promise<readonly WalletAccount[]> =>
  Promise.all(
    DEV_KEYS.map(async ([name, uri]) => ({
      kind: 'dev' as const,
      name,
      uri,
      address: await accountOf({ kind: 'uri', uri }),
    })),
  );

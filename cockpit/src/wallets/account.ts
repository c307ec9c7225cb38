import { z } from 'zod';

/** Who acts, and how it signs. */
export const walletAccountSchema = z.discriminatedUnion('kind', [
  /** A well-known key of development chains. */
  z.object({ kind: z.literal('dev'), address: z.string(), name: z.string(), uri: z.string() }),
  /** A key in a browser extension. */
  z.object({ kind: z.literal('extension'), address: z.string(), name: z.string(), extension: z.string() }),
  /** An address to look at; it signs nothing. */
  z.object({ kind: z.literal('watch'), address: z.string(), name: z.string() }),
]);
export type WalletAccount = z.output<typeof walletAccountSchema>;

const STORED = 'airo.account';

export function storedAccount(storage: Pick<Storage, 'getItem'>): WalletAccount | null {
  try {
    return walletAccountSchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(storage.getItem(STORED) ?? 'null'));
  } catch {
    return null;
  }
}

export function storeAccount(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  account: WalletAccount | null,
): void {
  if (account === null) storage.removeItem(STORED);
  else storage.setItem(STORED, JSON.stringify(account));
}

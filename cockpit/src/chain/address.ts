import type { AccountId } from '@airo/chain-types/model';

/** The account that was typed, in the chain's form; null when it is none. Loads the chain's cryptography when called. */
export async function addressOf(text: string): Promise<AccountId | null> {
  const { parseAddress } = await import('@airo/chain-types');
  try {
    return parseAddress(text.trim());
  } catch {
    return null;
  }
}

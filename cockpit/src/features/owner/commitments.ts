import type { Hex } from '@airo/chain-types/model';

/** What opens a commitment. Whoever loses the salt can't use the commitment, nor get its deposit back. */
export interface Commitment {
  readonly salt: Hex;
  /** In which it was made; null when nobody saw whether it was. */
  readonly block: number | null;
}

/** Of which bytes, by whom, on which chain. */
export interface CommitmentKey {
  readonly genesis: string;
  readonly artifact: string;
  readonly owner: string;
}

const SALT_BYTES = 32;
const nameOf = ({ genesis, artifact, owner }: CommitmentKey) =>
  `airo.commitment.${genesis}.${artifact}.${owner}`;

/** The one that this browser made for these bytes and did not use yet. */
export function keptCommitment(storage: Pick<Storage, 'getItem'>, key: CommitmentKey): Commitment | null {
  try {
    const kept = JSON.parse(storage.getItem(nameOf(key)) ?? 'null') as Commitment | null;
    return kept &&
      /^0x[0-9a-f]{64}$/.test(kept.salt) &&
      (kept.block === null || Number.isSafeInteger(kept.block))
      ? kept
      : null;
  } catch {
    return null;
  }
}

export function keepCommitment(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  key: CommitmentKey,
  commitment: Commitment | null,
): void {
  if (commitment) storage.setItem(nameOf(key), JSON.stringify(commitment));
  else storage.removeItem(nameOf(key));
}

export function newSalt(): Hex {
  const bytes = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

import { PLANCK_PER_AIRO, type Planck, planck } from '@airo/chain-types';

const DECIMALS = 12;

/** "0.05" → 50_000_000_000n planck. The text has at most 12 digits behind the point. */
export function parseAiro(text: string): Planck {
  const [whole = '0', fraction = ''] = text.split('.');
  return planck(BigInt(whole) * PLANCK_PER_AIRO + BigInt(fraction.padEnd(DECIMALS, '0')));
}

/** Exact, without trailing zeros: 8_000_000_000n → "0.008". */
export function formatAiro(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const fraction = String(size % PLANCK_PER_AIRO)
    .padStart(DECIMALS, '0')
    .replace(/0+$/, '');
  return `${sign}${size / PLANCK_PER_AIRO}${fraction && `.${fraction}`}`;
}

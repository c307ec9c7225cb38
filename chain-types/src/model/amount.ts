import { PLANCK_PER_AIRO, type Planck, planck } from './ids.ts';

const DECIMALS = 12;

/** Exact AIRO in decimal, without trailing zeros: 8_000_000_000n planck is "0.008". */
export function formatAiro(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const fraction = String(size % PLANCK_PER_AIRO)
    .padStart(DECIMALS, '0')
    .replace(/0+$/, '');
  return `${sign}${size / PLANCK_PER_AIRO}${fraction && `.${fraction}`}`;
}

/** "0.05" → 50_000_000_000n planck. @param text digits, with at most 12 behind the point */
export function parseAiro(text: string): Planck {
  const [whole = '0', fraction = ''] = text.split('.');
  return planck(BigInt(whole) * PLANCK_PER_AIRO + BigInt(fraction.padEnd(DECIMALS, '0')));
}

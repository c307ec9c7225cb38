import { PLANCK_PER_AIRO, type Planck, planck } from '@airo/chain-types';

export { formatAiro } from '@airo/chain-types';

const DECIMALS = 12;

/** "0.05" → 50_000_000_000n planck. The text has at most 12 digits behind the point. */
export function parseAiro(text: string): Planck {
  const [whole = '0', fraction = ''] = text.split('.');
  return planck(BigInt(whole) * PLANCK_PER_AIRO + BigInt(fraction.padEnd(DECIMALS, '0')));
}

import { PLANCK_PER_AIRO, type Planck, planck } from '@airo/chain-types';

export { formatAiro } from '@airo/chain-types';

const DECIMALS = 12;

/** AIRO in decimal, at most 12 places: `0.01`. The schema of amounts lets nothing else through. */
export function parseAiro(text: string): Planck {
  const [whole = '0', fraction = ''] = text.split('.');
  return planck(BigInt(whole) * PLANCK_PER_AIRO + BigInt(fraction.padEnd(DECIMALS, '0')));
}

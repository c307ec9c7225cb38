import { z } from 'zod';

const AMOUNT = /^\d{1,9}(\.\d{1,12})?$/;
const PRICE = /^\d{1,9}(\.\d{1,12})?( USD)?$/;
const DECIMALS = 12;

/** AIRO in decimal. */
export const amountSchema = z
  .string()
  .regex(AMOUNT, 'an amount is AIRO in decimal, at most 12 places, for example "0.01"');
const isPositive = (text: string) => /[1-9]/.test(text);

/** AIRO, or US dollars that are turned into AIRO at each bid. */
export const boundSchema = z.string().regex(PRICE, {
  error: 'a price is AIRO or US dollars in decimal, at most 12 places, for example "0.01" or "0.002 USD"',
  // The rules compare prices: they must not see what isn't one.
  abort: true,
});
export const priceSchema = boundSchema.refine(isPositive, 'must be above zero');

/** Whether one price is below the other; false when they are in different currencies, which only a rate can compare. */
export function isBelow(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => {
    const [number = '', currency = 'AIRO'] = text.split(' ');
    const [whole = '', fraction = ''] = number.split('.');
    return { currency, units: BigInt(whole + fraction.padEnd(DECIMALS, '0')) };
  });
  return x !== undefined && y !== undefined && x.currency === y.currency && x.units < y.units;
}

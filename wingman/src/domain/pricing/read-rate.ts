import { WingmanError } from '../../errors.ts';
import { parseAiro } from '../amount.ts';

const DECIMAL = /^\d{1,9}(\.\d+)?$/;
const PLACES = 12;

/**
 * US dollars per AIRO × 10^12 from a text: a decimal number, or JSON with one at a pointer (RFC 6901). Places beyond the
 * twelfth are cut off.
 * @param pointer empty for the whole text
 * @throws WingmanError USD_RATE_UNREADABLE
 */
export function readRate(text: string, pointer: string): bigint {
  const decimal = valueAt(text, pointer).trim();
  if (!DECIMAL.test(decimal)) throw unreadable(`"${decimal.slice(0, 40)}" is no price in decimal`);
  const [whole = '0', fraction = ''] = decimal.split('.');
  const rate = parseAiro(`${whole}.${fraction.slice(0, PLACES).padEnd(1, '0')}`);
  if (rate === 0n) throw unreadable('a price of zero is none');
  return rate;
}

function valueAt(text: string, pointer: string): string {
  if (pointer === '') return text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable('the text is no JSON', cause);
  }
  for (const step of pointer.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined;
  }
  if (typeof value === 'number' || typeof value === 'string') return plain(value);
  throw unreadable(`there is no number at ${pointer}`);
}

/** JavaScript writes small numbers as 1e-7. */
const plain = (value: number | string) =>
  typeof value === 'number' && Math.abs(value) < 1 ? value.toFixed(PLACES) : String(value);

function unreadable(problem: string, cause?: unknown): WingmanError {
  return new WingmanError('USD_RATE_UNREADABLE', problem, {}, { cause });
}

import { formatAiro, type ParameterValue, parseAiro, type WindowBounds } from '@airo/chain-types/model';
import { shorten } from '../../components/money.tsx';
import { duration } from '../../components/time.tsx';
import type { Parameter } from './parameter-words.ts';

const PARTS = 10_000;
const MAX_U32 = 4_294_967_295;

/** "1 %", "0.1 AIRO", "10 min (200 blocks)". */
export function told(
  { unit, noun }: Pick<Parameter, 'unit' | 'noun'>,
  value: ParameterValue,
  blockMs: number,
): string {
  if (typeof value === 'object') return `${span(value.min, blockMs)} to ${span(value.max, blockMs)}`;
  switch (unit) {
    case 'share':
      return `${Number(value) / PARTS} %`;
    case 'amount':
      return `${shorten(formatAiro(BigInt(value)), 12)} AIRO`;
    case 'time':
      return span(Number(value), blockMs);
    default:
      return `${value.toLocaleString('en')} ${value === 1 ? noun.replace(/s$/, '') : noun}`.trim();
  }
}

const span = (blocks: number, blockMs: number): string =>
  blocks === 0
    ? 'none'
    : `${duration(blocks * blockMs)} (${blocks.toLocaleString('en')} ${blocks === 1 ? 'block' : 'blocks'})`;

/** As it stands in a field: without its unit. */
export function written(unit: Parameter['unit'], value: ParameterValue): readonly string[] {
  if (typeof value === 'object') return [String(value.min), String(value.max)];
  if (unit === 'share') return [String(Number(value) / PARTS)];
  return [unit === 'amount' ? formatAiro(BigInt(value)) : String(value)];
}

/** What the chain wants for what was typed; null when it is no value of that unit. @param texts two of a window, else one */
export function parsed(unit: Parameter['unit'], texts: readonly string[]): ParameterValue | null {
  const [first = '', second = ''] = texts.map((text) => text.trim());
  switch (unit) {
    case 'share': {
      const parts = /^\d{1,3}(\.\d{1,4})?$/.test(first) ? Math.round(Number(first) * PARTS) : Number.NaN;
      return parts <= 100 * PARTS ? parts : null;
    }
    case 'amount':
      return /^\d{1,9}(\.\d{1,12})?$/.test(first) ? parseAiro(first) : null;
    case 'window': {
      const [min, max] = [whole(first), whole(second)];
      return min === null || max === null || min > max ? null : ({ min, max } satisfies WindowBounds);
    }
    default:
      return whole(first);
  }
}

const whole = (text: string): number | null =>
  /^\d{1,10}$/.test(text) && Number(text) <= MAX_U32 ? Number(text) : null;

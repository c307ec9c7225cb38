import { formatAiro } from '@airo/chain-types';

const SIZE = /size$/i;

/** What is a bigint and no size is money: it becomes AIRO in decimal, exact. Sizes become numbers. */
export function plain<T extends object>(record: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, plainValue(value, name)]));
}

function plainValue(value: unknown, name: string): unknown {
  if (typeof value === 'bigint') return SIZE.test(name) ? Number(value) : formatAiro(value);
  if (Array.isArray(value)) return value.map((one) => plainValue(one, name));
  return typeof value === 'object' && value !== null ? plain(value) : value;
}

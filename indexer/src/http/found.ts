import { IndexerError } from '../errors.ts';

/** @throws IndexerError NOT_FOUND */
export function found<T>(value: T | null, what: string): T {
  if (value !== null) return value;
  throw new IndexerError('NOT_FOUND', `there is no ${what} in the finalised blocks seen so far`, { what });
}

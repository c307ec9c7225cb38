/** What JSON can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

function sorted(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/**
 * The one text for a value: keys sorted by UTF-16 code unit, no spaces, undefined fields left out, numbers and strings
 * as ECMAScript writes them. Integer-like keys come first, as in every ECMAScript object.
 */
export function canonicalJson(value: Json): string {
  return JSON.stringify(sorted(value));
}

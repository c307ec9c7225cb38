export type Json = null | boolean | string | RawNumber | Json[] | { [key: string]: Json };
/** A number as it was written: balances are larger than a double can hold. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** In the language since Node 21, not yet in TypeScript's library. */
const ExactJson = JSON as typeof JSON & {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
};

/** Parses so that `JSON.stringify` gives back every digit of every number. */
export function parseExact(text: string): Json {
  const keepNumber = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? ExactJson.rawJSON(context?.source ?? String(value)) : value;
  return JSON.parse(text, keepNumber) as Json;
}

/** RFC 7396: objects are merged, null deletes, everything else replaces. */
export function mergeJson(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: { [key: string]: Json } = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergeJson(merged[key] ?? null, value);
  }
  return merged;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ExactJson.isRawJSON(value);
}

/** Field names that @polkadot/types spells with an underscore behind, since its objects have members of these names. */
const RESERVED = ['entries', 'keys', 'new', 'size', 'hash', 'registry'];

/** The runtime's field name for one of @polkadot/types. */
export function fieldName(name: string): string {
  return name.endsWith('_') && RESERVED.includes(name.slice(0, -1)) ? name.slice(0, -1) : name;
}

/** Plain data with the field names that @polkadot/types encodes from. */
export function toInput(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toInput);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [RESERVED.includes(name) ? `${name}_` : name, toInput(part)]),
  );
}

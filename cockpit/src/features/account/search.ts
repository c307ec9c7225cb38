export const PARTS = ['overview', 'owner', 'consumer', 'provider', 'activity'] as const;
export type Part = (typeof PARTS)[number];

/** By hand, as it is part of the page's first bytes. Anything unknown in a link is dropped. */
export function accountSearch({ part }: Record<string, unknown>): { part?: Part } {
  const known = PARTS.find((it) => it === part);
  return known === undefined ? {} : { part: known };
}

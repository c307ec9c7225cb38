export const SORTS = {
  sold: 'Most sold',
  newest: 'Newest',
  cheapest: 'Cheapest',
  fastest: 'Fastest',
  value: 'Highest turnover',
  royalty: 'Lowest royalty',
} as const;
export type Sort = keyof typeof SORTS;

export const STATUSES = {
  listed: 'For sale',
  all: 'All',
  draft: 'Not yet attested',
  retired: 'Retired',
} as const;
export type Status = keyof typeof STATUSES;

/** What is looked for, as the link has it; what is as usual is left away. */
export interface CatalogueSearch {
  q?: string;
  sort?: Sort;
  status?: Status;
  tag?: string;
}

/** By hand, as it is part of the page's first bytes. Anything unknown in a link is dropped. */
export function catalogueSearch(search: Record<string, unknown>): CatalogueSearch {
  const { q, sort, status, tag } = search;
  return {
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 100) } : {}),
    ...(typeof sort === 'string' && Object.hasOwn(SORTS, sort) ? { sort: sort as Sort } : {}),
    ...(typeof status === 'string' && Object.hasOwn(STATUSES, status) ? { status: status as Status } : {}),
    ...(typeof tag === 'string' && tag !== '' ? { tag: tag.slice(0, 32) } : {}),
  };
}

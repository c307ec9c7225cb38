export const STEPS = { minute: 'Minute', hour: 'Hour', day: 'Day', week: 'Week' } as const;
export type Step = keyof typeof STEPS;

export const PROVIDER_SORTS = {
  earned: 'Highest earnings',
  served: 'Most served',
  agreements: 'Most agreements',
  bond: 'Highest bond',
  newest: 'Newest',
} as const;
export type ProviderSort = keyof typeof PROVIDER_SORTS;

export const PROVIDER_STATUSES = { all: 'All', active: 'Active', chilled: 'Paused', gone: 'Gone' } as const;
export type ProviderStatus = keyof typeof PROVIDER_STATUSES;

export interface NetworkSearch {
  step?: Step;
  model?: number;
}

export interface ProvidersSearch {
  sort?: ProviderSort;
  status?: ProviderStatus;
  model?: number;
}

/** Both by hand, as they are part of the page's first bytes. Anything unknown in a link is dropped. */
export function networkSearch({ step, model }: Record<string, unknown>): NetworkSearch {
  return { ...oneOf('step', STEPS, step), ...modelOf(model) };
}

export function providersSearch({ sort, status, model }: Record<string, unknown>): ProvidersSearch {
  return {
    ...oneOf('sort', PROVIDER_SORTS, sort),
    ...oneOf('status', PROVIDER_STATUSES, status),
    ...modelOf(model),
  };
}

const oneOf = <Name extends string, T extends object>(name: Name, among: T, value: unknown) =>
  (typeof value === 'string' && Object.hasOwn(among, value) ? { [name]: value } : {}) as {
    [K in Name]?: keyof T & string;
  };

const modelOf = (model: unknown) =>
  typeof model === 'number' && Number.isInteger(model) && model >= 0 ? { model } : {};

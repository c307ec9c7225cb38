export const VIEWS = {
  status: 'Status',
  pricing: 'Prices',
  jobs: 'Jobs',
  decisions: 'Decisions',
  earnings: 'Earnings',
  models: 'Models',
  live: 'Live',
} as const;
export type View = keyof typeof VIEWS;

/** Which bot and what of it, as the link has it. Never its token. */
export interface ProviderSearch {
  bot?: string;
  view?: View;
}

export function providerSearch({ bot, view }: Record<string, unknown>): ProviderSearch {
  return {
    ...(typeof bot === 'string' && /^https?:\/\//.test(bot) ? { bot: bot.slice(0, 300) } : {}),
    ...(typeof view === 'string' && Object.hasOwn(VIEWS, view) ? { view: view as View } : {}),
  };
}

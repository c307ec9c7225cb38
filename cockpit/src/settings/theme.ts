export const THEMES = ['system', 'dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

const STORED = 'airo.theme';

export function storedTheme(storage: Pick<Storage, 'getItem'>): Theme {
  const stored = storage.getItem(STORED);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

/** Shows the page in it from now on, here and on the next visit. */
export function applyTheme(theme: Theme, storage: Pick<Storage, 'setItem'>, root: HTMLElement): void {
  storage.setItem(STORED, theme);
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}

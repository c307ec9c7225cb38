import { z } from 'zod';

/** URLs stay with the browser; tokens only with the tab, and in no link. */
const URLS = 'airo.bots';
const TOKEN = 'airo.bot-token:';

const urlsSchema = z.array(z.string()).max(32);

export function rememberedBots(): readonly string[] {
  try {
    return urlsSchema.catch([]).parse(JSON.parse(localStorage.getItem(URLS) ?? '[]'));
  } catch {
    return [];
  }
}

export function rememberBot(url: string, token: string): void {
  localStorage.setItem(URLS, JSON.stringify([...new Set([...rememberedBots(), url])].slice(-32)));
  if (token === '') sessionStorage.removeItem(TOKEN + url);
  else sessionStorage.setItem(TOKEN + url, token);
}

export function forgetBot(url: string): void {
  localStorage.setItem(URLS, JSON.stringify(rememberedBots().filter((it) => it !== url)));
  sessionStorage.removeItem(TOKEN + url);
}

export const tokenOf = (url: string): string | null => sessionStorage.getItem(TOKEN + url);

/** The bot's address without a path's end or anything secret; null for what is none. */
export function botUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

import { createBrowserHistory, parseHref, type RouterHistory } from '@tanstack/history';

/**
 * Paths and their search behind `#`. The library's own hash history appends what stands before the `#` to them, so that
 * `?endpoint=…#/provider?view=jobs` would ask for a view named `jobs?endpoint=…`.
 */
export function createPathsBehindHash(page: Window): RouterHistory {
  const { location, history } = page;
  return createBrowserHistory({
    window: page,
    parseLocation: () => parseHref(location.hash.slice(1) || '/', history.state),
    createHref: (href) => `${location.pathname}${location.search}#${href}`,
  });
}

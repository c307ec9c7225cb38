import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** WCAG 2.2 AA, as far as axe can tell, of what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  // In the page's own world, past its policy for scripts.
  if (!(await page.evaluate('typeof axe !== "undefined"'))) await page.evaluate(axe);
  // Routes behind `#` that a bar on a phone has scrolled away look like skip links to axe; the page's own is a button.
  const violations = (await page.evaluate(
    `axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'skip-link': { enabled: false } },
    }).then(({ violations }) => violations)`,
  )) as Violation[];
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  );
  expect({ at: page.url(), found }).toEqual({ at: page.url(), found: [] });
}

/** Everything that the page's own code complained of. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

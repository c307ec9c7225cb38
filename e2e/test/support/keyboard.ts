import type { Locator, Page } from 'playwright-core';

/** More places than any view has. */
const MOST_TABS = 120;

/** Goes to something by the tab key alone, as somebody without a mouse would, and presses enter. @throws TypeError when it is never reached */
export async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const focused = target.and(page.locator(':focus'));
  for (let i = 0; i < MOST_TABS; i += 1) {
    if ((await focused.count()) > 0) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new TypeError(`the tab key does not come to ${String(target)}`);
}

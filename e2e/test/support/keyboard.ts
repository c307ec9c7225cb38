import type { Locator, Page } from 'playwright-core';

/** More places than any view has. */
const MOST_TABS = 120;

/** Goes to something by the tab key alone, as somebody without a mouse would, and presses enter. @throws TypeError when it is never reached */
export async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let i = 0; i < MOST_TABS; i += 1) {
    if (await target.evaluate<boolean, unknown>('(element) => element === document.activeElement')) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new TypeError(`the tab key does not come to ${String(target)}`);
}

import type { BrowserContext } from 'playwright-core';

/**
 * On Try it: from "Ask the model" until the labels are shown, with the dialog between them, which is signed as soon as it
 * knows the fee: a person would read it.
 * @returns milliseconds of each question, in order
 */
export async function timeAnswers(
  context: BrowserContext,
  url: string,
  agreement: number,
  rounds: number,
): Promise<number[]> {
  const page = await context.newPage();
  const times: number[] = [];
  await page.goto(`${url}/#/agreements/${agreement}/try`);
  for (let i = 0; i < rounds; i += 1) {
    await page.getByRole('button', { name: 'Take one at random' }).click();
    await page.getByRole('img', { name: /as the model sees it/ }).waitFor();
    const asked = performance.now();
    await page.getByRole('button', { name: 'Ask the model' }).click();
    const sign = page.getByRole('dialog').getByRole('button', { name: 'Sign and send' });
    // It can't be clicked before the fee is known, and is clicked at once when it is.
    await sign.click();
    await page.getByRole('list', { name: 'What the model says' }).waitFor();
    times.push(performance.now() - asked);
  }
  await page.close();
  return times;
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';
import { inCheckout } from '../child.ts';
import { BenchError } from '../errors.ts';

const agreementSchema = z.object({ consumer: z.string() });

/** Buys on a devnet as its first consumer does by hand, and asks once. @returns the agreement's number */
export async function buyAgreement(state: string, inferences: number): Promise<number> {
  const wish = ['--model', '0', '--inferences', String(inferences), '--max-price', '0.015', '--bids', '2'];
  const order = await consume(state, 'order', ...wish);
  const agreement = await consume(state, 'award', String(numberOf('order', order)));
  const number = numberOf('agreement', agreement);
  await consume(state, 'ask', String(number), '--pictures', '0');
  return number;
}

async function consume(state: string, ...args: readonly string[]): Promise<string> {
  const script = inCheckout('devnet/src/consumer/main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
    ...['--state', state, ...args],
  ]);
  return stdout;
}

function numberOf(thing: string, said: string): number {
  const [, number] = new RegExp(`^${thing} (\\d+)`, 'm').exec(said) ?? [];
  if (number === undefined) throw new BenchError('RUN_FAILED', `no ${thing} in: ${said}`, {});
  return Number(number);
}

/** Lets the pages of a browser act for the agreement's consumer, whose key every development chain knows. */
export async function actAsConsumer(
  context: BrowserContext,
  indexer: string,
  agreement: number,
): Promise<void> {
  const found = await fetch(`${indexer}/v1/agreements/${agreement}`);
  const { consumer } = agreementSchema.parse(await found.json());
  const account = { kind: 'dev', address: consumer, name: 'Consumer 1', uri: '//Consumer1' };
  await context.addInitScript(
    `localStorage.setItem('airo.account', ${JSON.stringify(JSON.stringify(account))})`,
  );
}

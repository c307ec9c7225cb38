import { readRate } from '../../domain/pricing/read-rate.ts';
import { WingmanError } from '../../errors.ts';
import type { UsdRateSource } from '../../ports/usd-rate.ts';

const TIMEOUT_MS = 10_000;
const MAX_CHARACTERS = 1_000_000;

/** An address that answers with the price. @param pointer JSON pointer to it; empty when the body is the price */
export function createHttpRate(url: string, pointer: string): UsdRateSource {
  return {
    name: url,
    async read(signal) {
      return readRate(await bodyOf(url, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])), pointer);
    },
  };
}

async function bodyOf(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal, headers: { accept: 'application/json, text/plain' } });
    const text = response.ok ? await limitedText(response) : null;
    if (text !== null) return text;
    await response.body?.cancel();
    throw unreadable(`${url} answered ${response.status}`);
  } catch (cause) {
    if (cause instanceof WingmanError) throw cause;
    throw unreadable(`${url} does not answer: ${(cause as Error).message}`, cause);
  }
}

async function limitedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_CHARACTERS) throw unreadable(`${response.url} answers with more than a price`);
  }
  return text;
}

function unreadable(problem: string, cause?: unknown): WingmanError {
  return new WingmanError('USD_RATE_UNREADABLE', problem, {}, { cause });
}

import type { ChainClient } from '@airo/chain-types/model';
import { ORDER_REASONS, type Quote, type QuoteQuestion, verifyQuote } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { verifyMessage } from '../../chain/verify.ts';
import { useEndpoints } from '../../settings/endpoints-context.tsx';

/** What one provider's bot said, or why it said nothing. */
export type Asked =
  | { readonly url: string; readonly quote: Quote }
  | { readonly url: string; readonly quote: null; readonly problem: string };

/** A bot on a busy machine takes its time; nothing on the page waits for it. */
const TIMEOUT_MS = 60_000;

/** Asks one bot; its signature, chain and question are checked. */
export async function askQuote(
  url: string,
  question: QuoteQuestion,
  chain: Pick<ChainClient, 'genesisHash'>,
  now: number,
): Promise<Asked> {
  const { maxPrice, ...rest } = question;
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  if (maxPrice !== null) query.set('maxPrice', maxPrice);
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/v1/quote?${query}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: unknown = await response.json();
    if (!response.ok) return { url, quote: null, problem: `it answered ${response.status}` };
    const { statement } = answer as { statement: { provider: string } };
    const quote = await verifyQuote(answer, question, {
      provider: statement.provider,
      genesis: chain.genesisHash,
      now,
      verify: verifyMessage,
    });
    return { url, quote };
  } catch (error) {
    return { url, quote: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Quotes of all bots whose address this page knows. No offer: only a bid on chain binds. */
export function useQuotes(chain: ChainClient | undefined, question: QuoteQuestion | null) {
  const { wingmen } = useEndpoints();
  return useQuery({
    queryKey: ['quotes', wingmen, question],
    queryFn: async () => {
      if (!chain || !question) return [];
      return Promise.all(wingmen.map((url) => askQuote(url, question, chain, Date.now())));
    },
    enabled: chain !== undefined && question !== null,
    staleTime: 20_000,
  });
}

/** Why it would not bid, in words. */
export function reasonOf(asked: Asked): string {
  if (!asked.quote) return `it could not be asked: ${asked.problem}`;
  return asked.quote.reason === null ? 'it would bid' : ORDER_REASONS[asked.quote.reason];
}

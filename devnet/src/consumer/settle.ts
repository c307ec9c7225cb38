import type { Agreement, ChainClient, RequestIndex, TransactionQueue } from '@airo/chain-types';
import type { ChainWatch } from './chain-watch.ts';

const CLOSE_TIMEOUT_MS = 60_000;

/** Accepts these answers, which pays them now instead of after the challenge window. */
export async function approve(
  chain: ChainClient,
  consumer: TransactionQueue,
  agreement: Agreement,
  answered: readonly RequestIndex[],
): Promise<void> {
  const perCall = chain.parameters.maxItems;
  const calls = Array.from({ length: Math.ceil(answered.length / perCall) }, (_, i) =>
    chain.execution.approve(agreement.id, answered.slice(i * perCall, (i + 1) * perCall)),
  );
  await Promise.all(calls.map((call) => consumer.submit(call)));
}

/** Offers to end the agreement and waits for the provider's consent; what is left of the escrow comes back. */
export async function close(
  chain: ChainClient,
  watch: ChainWatch,
  consumer: TransactionQueue,
  agreement: Agreement,
): Promise<bigint> {
  await consumer.submit(chain.execution.offerClose(agreement.id));
  return watch.first(
    (e) => (e.type === 'execution.Closed' && e.agreement === agreement.id ? BigInt(e.refunded) : undefined),
    `the provider's consent to close agreement ${agreement.id}`,
    CLOSE_TIMEOUT_MS,
  );
}

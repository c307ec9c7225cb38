import {
  type Agreement,
  type ChainClient,
  dispatchFailureOf,
  type RequestIndex,
  type TransactionQueue,
} from '@airo/chain-types';
import type { ChainWatch } from '@airo/chain-types/consumer';

const CLOSE_TIMEOUT_MS = 60_000;

/** Accepts these answers, which pays them now instead of after the challenge window. */
export async function approve(
  chain: ChainClient,
  consumer: TransactionQueue,
  agreement: Agreement,
  answered: readonly RequestIndex[],
): Promise<void> {
  const { maxItems: perCall } = (await chain.parameters()).execution;
  const calls = Array.from({ length: Math.ceil(answered.length / perCall) }, (_, i) =>
    chain.execution.approve(agreement.id, answered.slice(i * perCall, (i + 1) * perCall)),
  );
  await Promise.all(calls.map((call) => consumer.submit(call)));
}

/** Ends the agreement with the provider's consent; resolves with what was left of the escrow, which comes back. */
export async function close(
  chain: ChainClient,
  watch: ChainWatch,
  consumer: TransactionQueue,
  agreement: Agreement,
): Promise<bigint> {
  await agreeToClose(chain, consumer, agreement);
  return watch.first(
    (e) => (e.type === 'execution.Closed' && e.agreement === agreement.id ? BigInt(e.refunded) : undefined),
    `the provider's consent to close agreement ${agreement.id}`,
    CLOSE_TIMEOUT_MS,
  );
}

/** Either side may have offered already: a bot does so by itself once all inferences are used. */
async function agreeToClose(
  chain: ChainClient,
  consumer: TransactionQueue,
  { id }: Agreement,
): Promise<void> {
  try {
    await consumer.submit(chain.execution.offerClose(id));
  } catch (error) {
    if (dispatchFailureOf(error)?.name !== 'CloseAlreadyOffered') throw error;
    await consumer.submit(chain.execution.acceptClose(id)).catch((refused: unknown) => {
      // The standing offer is the consumer's own: the provider has yet to accept it.
      if (dispatchFailureOf(refused)?.name !== 'NoCloseOffer') throw refused;
    });
  }
}

import type { Call, ChainClient, Inclusion, TransactionQueue } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import type { Chain } from '../../ports/chain.ts';
import type { TransactionRecord } from '../../ports/store.ts';
import { translated, translatedEach } from './chain-errors.ts';

/** Bids and answers wait for company so long only: others may be faster, and a consumer waits. */
const URGENT_BATCH_MS = 200;

/** The bot's chain over a client and a queue for its key; every transaction and what became of it is recorded. */
export function createAiroChain(init: {
  readonly client: ChainClient;
  readonly queue: TransactionQueue;
  readonly clock: Pick<Clock, 'now'>;
  readonly record: (transaction: TransactionRecord) => Promise<void>;
}): Chain {
  const { client, queue, clock, record } = init;
  const { models, providers, marketplace, execution } = client;
  const account = queue.account;

  async function submit(call: Call, subject: string, batchMs?: number): Promise<Inclusion> {
    const base = { at: clock.now(), call: call.name, subject };
    try {
      const inclusion = await queue.submit(call, batchMs === undefined ? {} : { batchMs });
      await record({ ...base, ok: true, block: inclusion.block.number, fee: inclusion.fee, error: '' });
      return inclusion;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      await record({ ...base, ok: false, block: null, fee: null, error: text });
      throw error;
    }
  }
  const send = (call: Call, subject: string, batchMs?: number) =>
    translated(() => submit(call, subject, batchMs));

  return {
    genesisHash: client.genesisHash,
    get constants() {
      return client.constants;
    },
    parameters: () => translated(() => client.parameters()),
    account,
    head: (finality) => translated(() => client.head(finality)),
    blocks: (init) => translatedEach(client.blocks(init)),
    model: (id) => translated(() => models.get(id)),
    provider: () => translated(() => providers.get(account)),
    offers: () => translated(() => providers.offers(account)),
    freeBond: () => translated(() => providers.freeBond(account)),
    money: () => translated(() => execution.money(account)),
    order: (id) => translated(() => marketplace.order(id)),
    openOrders: (after, limit) => translated(() => marketplace.openOrders(after, limit)),
    bids: (order) => translated(() => marketplace.bids(order)),
    quoteFloor: (model) => translated(() => marketplace.quoteFloor(model)),
    ineligible: (order) => translated(() => marketplace.ineligible(order, account)),
    agreement: (id) => translated(() => execution.agreement(id)),
    agreements: () => translated(() => execution.agreementsOf(account)),
    request: (agreement, index) => translated(() => execution.request(agreement, index)),
    requests: (agreement) => translated(() => execution.requests(agreement)),
    due: (agreement) => translated(() => execution.due(agreement)),

    bid: (order, price, terms) =>
      send(marketplace.bid(order, price, terms), `order ${order}`, URGENT_BATCH_MS),
    respond: (agreement, items) =>
      send(execution.respond(agreement, items), `agreement ${agreement}`, URGENT_BATCH_MS),
    fail: (agreement, items) =>
      send(execution.fail(agreement, items), `agreement ${agreement}`, URGENT_BATCH_MS),
    publish: (agreement, index, bytes) =>
      send(
        execution.publish(agreement, index, `0x${Buffer.from(bytes).toString('hex')}`),
        `request ${index} of agreement ${agreement}`,
        URGENT_BATCH_MS,
      ),
    settle: (agreement) => send(execution.settle(agreement), `agreement ${agreement}`),
    offerClose: (agreement) => send(execution.offerClose(agreement), `agreement ${agreement}`),
    acceptClose: (agreement) => send(execution.acceptClose(agreement), `agreement ${agreement}`),
    close: (agreement) => send(execution.close(agreement), `agreement ${agreement}`),
    attest: (model, version) => send(models.attest(model, version), `model ${model}`),
    offer: (model, terms) => send(providers.offer(model, terms), `model ${model}`),
  };
}

import type { Call, ChainClient, Inclusion, TransactionQueue } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import type { Chain } from '../../ports/chain.ts';
import type { TransactionRecord } from '../../ports/records.ts';
import { translated, translatedEach } from './chain-errors.ts';

/** Bids and answers wait for company so long at most, and not at all when none is near: a consumer waits. */
const URGENT = { batchMs: 200, urgent: true };

type Urgency = Partial<typeof URGENT>;

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

  async function submit(call: Call, subject: string, how: Urgency): Promise<Inclusion> {
    const base = { at: clock.now(), call: call.name, subject };
    try {
      const inclusion = await queue.submit(call, how);
      await record({ ...base, ok: true, block: inclusion.block.number, fee: inclusion.fee, error: '' });
      return inclusion;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      await record({ ...base, ok: false, block: null, fee: null, error: text });
      throw error;
    }
  }
  const send = (call: Call, subject: string, how: Urgency = {}) =>
    translated(() => submit(call, subject, how));

  return {
    genesisHash: client.genesisHash,
    get constants() {
      return client.constants;
    },
    get endpoints() {
      return client.endpoints;
    },
    parameters: () => translated(() => client.parameters()),
    account,
    head: (finality) => translated(() => client.head(finality)),
    hashAt: (number) => translated(() => client.hashAt(number)),
    blocks: (init) => translatedEach(client.blocks(init)),
    model: (id) => translated(() => models.get(id)),
    provider: () => translated(() => providers.get(account)),
    offers: () => translated(() => providers.offers(account)),
    freeBond: () => translated(() => providers.freeBond(account)),
    money: () => translated(() => execution.money(account)),
    purse: () => translated(() => client.balance(queue.signer)),
    time: () => translated(() => client.time()),
    order: (id) => translated(() => marketplace.order(id)),
    openOrders: (after, limit) => translated(() => marketplace.openOrders(after, limit)),
    bids: (order) => translated(() => marketplace.bids(order)),
    quoteFloor: (model) => translated(() => marketplace.quoteFloor(model)),
    ineligible: (order) => translated(() => marketplace.ineligible(order, account)),
    agreement: (id) => translated(() => execution.agreement(id)),
    agreements: () => translated(() => execution.agreementsOf(account)),
    requests: (agreement, indices) => translated(() => execution.requests(agreement, indices)),
    due: (agreement) => translated(() => execution.due(agreement)),

    bid: (order, price, terms) => send(marketplace.bid(order, price, terms), `order ${order}`, URGENT),
    respond: (agreement, items) =>
      send(execution.respond(agreement, items), `agreement ${agreement}`, URGENT),
    fail: (agreement, items) => send(execution.fail(agreement, items), `agreement ${agreement}`, URGENT),
    publish: (agreement, index, bytes) =>
      send(
        execution.publish(agreement, index, `0x${Buffer.from(bytes).toString('hex')}`),
        `request ${index} of agreement ${agreement}`,
        URGENT,
      ),
    settle: (agreement) => send(execution.settle(agreement), `agreement ${agreement}`),
    offerClose: (agreement) => send(execution.offerClose(agreement), `agreement ${agreement}`),
    acceptClose: (agreement) => send(execution.acceptClose(agreement), `agreement ${agreement}`),
    close: (agreement) => send(execution.close(agreement), `agreement ${agreement}`),
    attest: (model, version) => send(models.attest(model, version), `model ${model}`),
    offer: (model, terms) => send(providers.offer(model, terms), `model ${model}`),
  };
}

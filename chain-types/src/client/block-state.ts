import { toAgreement, toMoney } from '../codec/execution.ts';
import { toOrder } from '../codec/marketplace.ts';
import { toModel } from '../codec/models.ts';
import { toOfferTerms, toProvider } from '../codec/providers.ts';
import {
  type AccountId,
  type AgreementId,
  type Hex,
  type ModelId,
  modelId,
  type OrderId,
} from '../model/ids.ts';
import type { Agreement, Model, MoneyBuckets, OfferTerms, Order, Provider } from '../model/records.ts';
import type { PastState } from '../runtime/past-state.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';

/**
 * What one block left, for history: read with the types of its runtime, however old it is. Every method may reject with
 * STATE_PRUNED, when the node keeps states no longer, and CHAIN_UNAVAILABLE.
 */
export interface BlockState {
  /** Milliseconds since 1970; 0 at genesis. */
  time(): Promise<number>;
  models(): Promise<readonly Model[]>;
  model(id: ModelId): Promise<Model | null>;
  /** Accounts of all providers. */
  providers(): Promise<readonly AccountId[]>;
  provider(account: AccountId): Promise<Provider | null>;
  offers(account: AccountId): Promise<readonly { model: ModelId; terms: OfferTerms }[]>;
  order(id: OrderId): Promise<Order | null>;
  agreement(id: AgreementId): Promise<Agreement | null>;
  money(account: AccountId): Promise<MoneyBuckets>;
}

/** @param collection of the models' NFTs */
export function blockState(
  past: PastState,
  runtime: RuntimeAccess,
  collection: number,
  block: Hex,
): BlockState {
  const owner = async (id: ModelId) => (await past.value('nfts', 'item', [collection, id]))?.owner ?? null;
  return {
    time: async () => Number(await past.frameValue('timestamp', 'now', [])),
    async models() {
      const entries = await past.entries('models', 'models', []);
      const models = entries.map(async ({ keys: [key], value }) => {
        const id = modelId(key);
        return toModel(id, await owner(id), value);
      });
      return (await Promise.all(models)).sort((a, b) => a.id - b.id);
    },
    async model(id) {
      const model = await past.value('models', 'models', [id]);
      return model && toModel(id, await owner(id), model);
    },
    async providers() {
      const entries = await past.entries('providers', 'providers', []);
      return entries.map(({ keys: [account] }) => account).sort();
    },
    async provider(account) {
      const provider = await past.value('providers', 'providers', [account]);
      return provider && toProvider(account, provider);
    },
    async offers(account) {
      const entries = await past.entries('providers', 'offers', [account]);
      return entries
        .map(({ keys: [, model], value }) => ({ model: modelId(model), terms: toOfferTerms(value) }))
        .sort((a, b) => a.model - b.model);
    },
    async order(id) {
      const order = await past.value('marketplace', 'orders', [id]);
      return order && toOrder(id, order);
    },
    async agreement(id) {
      const agreement = await past.value('execution', 'agreements', [id]);
      return agreement && toAgreement(id, agreement);
    },
    money: async (account) => toMoney(await runtime.runtimeApi('executionApi', 'money', [account], block)),
  };
}

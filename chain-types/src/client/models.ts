import { hexToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto';
import { toModel } from '../codec/models.ts';
import { fromFraction } from '../codec/text.ts';
import type * as Runtime from '../generated/runtime.ts';
import { type AccountId, type ModelId, modelId, planck } from '../model/ids.ts';
import type { Model } from '../model/records.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import type { ModelsClient } from './pallets.ts';

/** @param collection of the models' NFTs */
export function modelsClient(runtime: RuntimeAccess, collection: number): ModelsClient {
  const withOwner = async (id: ModelId, model: Runtime.Model): Promise<Model> => {
    const item = await runtime.storage('nfts', 'item', [collection, id]);
    return toModel(id, item?.owner ?? null, model);
  };
  return {
    async get(id) {
      const model = await runtime.storage('models', 'models', [id]);
      return model && withOwner(id, model);
    },
    async byArtifact(artifact) {
      const id = await runtime.storage('models', 'modelByArtifact', [artifact]);
      // The bytes of a removed model stay in the index, so that they can't be claimed by somebody else.
      const model = id === null ? null : await runtime.storage('models', 'models', [id]);
      return id === null || model === null ? null : modelId(id);
    },
    async list() {
      const entries = await runtime.entries('models', 'models', []);
      const models = await Promise.all(entries.map(({ keys: [id], value }) => withOwner(modelId(id), value)));
      return models.sort((a, b) => a.id - b.id);
    },
    commitment: (artifact, owner, salt) =>
      blake2AsHex(u8aConcat(hexToU8a(artifact), decodeAddress(owner), hexToU8a(salt)), 256),
    commit: (commitment) => runtime.call('models', 'commit', { commitment }),
    register: ({ parent, ...init }) =>
      runtime.call('models', 'register', {
        ...init,
        parent: parent && [parent.model, fromFraction(parent.share)],
      }),
    attest: (model, version) => runtime.call('models', 'attest', { model, version }),
    setRoyalty: (model, royalty) => runtime.call('models', 'setRoyalty', { model, royalty }),
    setManifest: (model, manifest, weightsRoot) =>
      runtime.call('models', 'setManifest', { model, manifest, weightsRoot }),
    retire: (model) => runtime.call('models', 'retire', { model }),
    restore: (model) => runtime.call('models', 'restore', { model }),
    remove: (model) => runtime.call('models', 'remove', { model }),
    async sale(id) {
      const stored = await runtime.frameStorage('nfts', 'itemPriceOf', [collection, id]);
      const [price, buyer] = (stored ?? []) as [bigint?, AccountId?];
      return price === undefined ? null : { price: planck(price), buyer: buyer ?? null };
    },
    sell: (id, price) => runtime.frameCall('nfts', 'setPrice', [collection, id, price, null]),
    buy: (id, price) => runtime.frameCall('nfts', 'buyItem', [collection, id, price]),
  };
}

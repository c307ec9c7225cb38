import { fromOfferTerms, fromProfile, toOfferTerms, toProvider, toTrackRecord } from '../codec/providers.ts';
import { toFraction } from '../codec/text.ts';
import { modelId, planck } from '../model/ids.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import type { ProvidersClient } from './pallets.ts';

export function providersClient(runtime: RuntimeAccess): ProvidersClient {
  return {
    async get(account) {
      const provider = await runtime.storage('providers', 'providers', [account]);
      return provider && toProvider(account, provider);
    },
    async offers(account) {
      const entries = await runtime.entries('providers', 'offers', [account]);
      return entries
        .map(({ keys: [, model], value }) => ({ model: modelId(model), terms: toOfferTerms(value) }))
        .sort((a, b) => a.model - b.model);
    },
    freeBond: async (account) => planck(await runtime.runtimeApi('providersApi', 'freeBond', [account])),
    score: async (account) =>
      toFraction(await runtime.runtimeApi('providersApi', 'providerScore', [account])),
    record: async (account) => toTrackRecord(await runtime.runtimeApi('providersApi', 'record', [account])),
    consumerRecord: async (account) =>
      toTrackRecord(await runtime.runtimeApi('providersApi', 'consumerRecord', [account])),
    register: (profile, bond) =>
      runtime.call('providers', 'register', { profile: fromProfile(profile), bond }),
    updateProfile: (profile) => runtime.call('providers', 'updateProfile', { profile: fromProfile(profile) }),
    bondExtra: (amount) => runtime.call('providers', 'bondExtra', { amount }),
    unbond: (amount) => runtime.call('providers', 'unbond', { amount }),
    withdraw: () => runtime.call('providers', 'withdraw', {}),
    chill: () => runtime.call('providers', 'chill', {}),
    activate: () => runtime.call('providers', 'activate', {}),
    offer: (model, terms) => runtime.call('providers', 'offer', { model, terms: fromOfferTerms(terms) }),
    withdrawOffer: (model) => runtime.call('providers', 'withdrawOffer', { model }),
  };
}

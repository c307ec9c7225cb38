import type * as Runtime from '../generated/runtime.ts';
import { type AccountId, planck } from '../model/ids.ts';
import type { OfferTerms, Provider, ProviderProfile, TrackRecord } from '../model/records.ts';
import { fromText, toText } from './text.ts';

export function toProvider(account: AccountId, provider: Runtime.Provider): Provider {
  return {
    account,
    profile: toProfile(provider.profile),
    bond: planck(provider.bond),
    covered: planck(provider.covered),
    chilled: provider.chilled,
  };
}

function toProfile(profile: Runtime.Profile): ProviderProfile {
  return {
    ...profile,
    endpoint: toText(profile.endpoint),
    peerId: toText(profile.peerId),
    multiaddrs: profile.multiaddrs.map(toText),
  };
}

export function fromProfile(profile: ProviderProfile): Runtime.Profile {
  return {
    ...profile,
    endpoint: fromText(profile.endpoint),
    peerId: fromText(profile.peerId),
    multiaddrs: profile.multiaddrs.map(fromText),
  };
}

export function toTrackRecord({ halved: _, ...counts }: Runtime.Record): TrackRecord {
  return {
    ...counts,
    value: planck(counts.value),
    commission: planck(counts.commission),
    forgone: planck(counts.forgone),
  };
}

export function toOfferTerms(terms: Runtime.OfferTerms): OfferTerms {
  return { ...terms, hardware: toText(terms.hardware) };
}

export function fromOfferTerms(terms: OfferTerms): Runtime.OfferTerms {
  return { ...terms, hardware: fromText(terms.hardware) };
}

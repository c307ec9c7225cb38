import type { AiroEvent } from '@airo/chain-types';
import type { BlockFacts } from '../block-facts.ts';
import type { Place, ProviderRecord } from '../records.ts';
import type { Book } from './book.ts';

export function foldProviderEvent(book: Book, event: AiroEvent, place: Place): void {
  switch (event.type) {
    case 'providers.Registered':
      if (!book.providers.has(event.provider)) {
        book.providers.set(event.provider, { ...created(event.provider, place), bond: event.bond });
      }
      return;
    case 'providers.Slashed': {
      const provider = book.providers.get(event.provider);
      if (provider) provider.slashed += event.amount;
    }
  }
}

/** What the block left of a provider counts, in place of all that its events could tell. */
export function foldProviders(book: Book, facts: BlockFacts): void {
  for (const [account, { provider, offers }] of facts.providers) {
    const place = { block: facts.block.number, at: facts.at };
    const known = book.providers.get(account) ?? created(account, place);
    book.providers.set(
      account,
      provider
        ? {
            ...known,
            status: provider.chilled ? 'chilled' : 'active',
            bond: provider.bond,
            profile: plainProfile(provider.profile),
          }
        : { ...known, status: 'gone', bond: 0n },
    );
    book.offers.set(
      account,
      offers.map(({ model, terms }) => ({ provider: account, model, ...terms })),
    );
  }
}

const created = (account: string, { block, at }: Place): ProviderRecord => ({
  account,
  status: 'active',
  bond: 0n,
  profile: null,
  registeredBlock: block,
  registeredAt: at,
  bids: 0,
  agreements: 0,
  openAgreements: 0,
  served: 0,
  failed: 0,
  late: 0,
  value: 0n,
  earned: 0n,
  commission: 0n,
  compensation: 0n,
  slashed: 0n,
});

function plainProfile(profile: NonNullable<BlockFactsProvider>['profile']) {
  const { endpoint, peerId, multiaddrs, hpkeKey, receiptKey, metadata, attestation } = profile;
  return {
    ...{ endpoint, peerId, multiaddrs, hpkeKey, receiptKey },
    metadata: metadata?.hash ?? null,
    attestation: attestation?.hash ?? null,
  };
}
type BlockFactsProvider =
  BlockFacts['providers'] extends ReadonlyMap<unknown, { provider: infer P }> ? P : never;

import { plain } from '../domain/plain.ts';
import type { AgreementRecord, BidRecord, OrderRecord, ProviderRecord } from '../domain/records.ts';
import type { ModelRow } from '../ports/index-reader.ts';

/** Records as the API tells them. */
export function modelView(row: ModelRow, head: number) {
  const { manifestRow, manifest, artifact, artifactSize, royalty, riseRoyalty, riseFrom, ...rest } = row;
  const { nextVersion, nextManifest, attestations, parent, parentShare, ...others } = rest;
  const rise = riseRoyalty !== null && riseFrom !== null ? { royalty: riseRoyalty, from: riseFrom } : null;
  const risen = rise !== null && head >= rise.from;
  return plain({
    ...others,
    manifest: manifestRow,
    manifestHash: manifest,
    artifact: { hash: artifact, size: artifactSize },
    royalty: risen ? rise.royalty : royalty,
    rise: risen ? null : rise,
    next: nextVersion === null ? null : { version: nextVersion, manifest: nextManifest, attestations },
    attestations,
    parent: parent === null ? null : { model: parent, share: parentShare ?? 0 },
  });
}

export function providerView(record: ProviderRecord) {
  const { served, failed, late } = record;
  const all = served + failed + late;
  return plain({ ...record, successRate: all === 0 ? null : served / all });
}

export function agreementView(record: AgreementRecord) {
  const { inferences, paidOnChain, redeemed, failed, late, refused, reopened } = record;
  const remaining = inferences - paidOnChain - redeemed - failed - late - refused - reopened;
  return plain({ ...record, remaining: Math.max(0, remaining) });
}

export function bidView(bid: BidRecord, order: Pick<OrderRecord, 'state' | 'provider'>) {
  const { evicted, ...rest } = bid;
  const ended = order.provider === bid.provider ? 'won' : 'lost';
  const state = evicted ? 'evicted' : order.state === 'open' ? 'live' : ended;
  return plain({ ...rest, state });
}

import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TypeRegistry } from '@polkadot/types';
import type { PalletMetadataLatest } from '@polkadot/types/interfaces';
import { artifactRegistry } from './support/artifact.ts';

const PALLETS = ['Models', 'Providers', 'Marketplace', 'Execution'];

describe('the metadata that other tools read', () => {
  let registry: TypeRegistry;

  beforeAll(async () => {
    registry = await artifactRegistry();
  });

  function pallet(name: string): PalletMetadataLatest {
    const found = registry.metadata.pallets.find((one) => one.name.toString() === name);
    if (!found) throw new Error(`the metadata has no pallet ${name}`);
    return found;
  }

  /** The variants of a pallet's calls, events or errors. */
  const variants = (of: { isSome: boolean; unwrap(): { type: number } }) =>
    of.isSome ? [...registry.lookup.getSiType(of.unwrap().type).def.asVariant.variants] : [];

  it.each(PALLETS)('says of every call, event, error, constant and storage item of %s what it is', (name) => {
    const { calls, events, errors, constants, storage } = pallet(name);
    const items = [
      ...[calls, events, errors].flatMap((part) => variants(part as never)),
      ...constants,
      ...storage.unwrap().items,
    ];
    expect(items.length).toBeGreaterThan(20);
    const silent = items.filter((one) => one.docs.join('').trim() === '').map((one) => one.name.toString());
    expect(silent).toEqual([]);
  });
});

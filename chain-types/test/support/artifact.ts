import { readFile } from 'node:fs/promises';
import { Metadata, TypeRegistry } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { u8aToHex } from '@polkadot/util';

const METADATA = new URL('../../../chain/artifacts/metadata.scale', import.meta.url);

/** The artifact's types, to encode with what a node would send. */
export async function artifactRegistry(): Promise<TypeRegistry> {
  const registry = new TypeRegistry();
  registry.setMetadata(new Metadata(registry, u8aToHex(await readFile(METADATA))));
  return registry;
}

/** A value of the type with this path in the metadata, decoded from its own SCALE bytes. */
export function scaleValue(registry: TypeRegistry, path: string, value: unknown): Codec {
  const type = registry.lookup.types.find(({ type: one }) => one.path.join('::') === path);
  if (!type) throw new Error(`the metadata has no type ${path}`);
  const name = registry.createLookupType(type.id);
  return registry.createTypeUnsafe(name, [registry.createTypeUnsafe(name, [value]).toU8a()]);
}

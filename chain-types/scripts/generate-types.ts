import { readFile } from 'node:fs/promises';
import { Metadata, TypeRegistry } from '@polkadot/types';
import type { MetadataV15 } from '@polkadot/types/interfaces/metadata';
import { stringCamelCase, u8aToHex } from '@polkadot/util';
import { TypeWriter } from './type-writer.ts';

export const GENERATED_FILE = new URL('../src/generated/runtime.ts', import.meta.url);
const METADATA_FILE = new URL('../../chain/artifacts/metadata.scale', import.meta.url);

/** Whole pallets; of FRAME's own only the storage that the client reads itself. */
const PALLETS = ['Models', 'Providers', 'Marketplace', 'Execution'];
const FRAME_STORAGE: Readonly<Record<string, readonly string[]>> = { System: ['Account'], Nfts: ['Item'] };
const FRAME_CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  Aura: ['SlotDuration'],
  Balances: ['ExistentialDeposit'],
  Treasury: ['pot_account'],
};
const APIS = ['ModelsApi', 'MarketplaceApi', 'ExecutionApi', 'ProvidersApi'];

type Pallet = MetadataV15['pallets'][number];

export const readMetadata = (): Promise<Uint8Array> => readFile(METADATA_FILE);

/** The text of `src/generated/runtime.ts` for these metadata (SCALE, version 15). */
export function generateTypes(metadata: Uint8Array): string {
  const latest = new Metadata(new TypeRegistry(), u8aToHex(metadata)).asV15;
  const types = new TypeWriter(latest.lookup);
  const pallets = latest.pallets.filter(({ name }) => PALLETS.includes(name.toString()));
  const picked = (wanted: Readonly<Record<string, readonly string[]>>) =>
    latest.pallets.filter(({ name }) => name.toString() in wanted);

  const body = [
    section('Calls', 'Arguments of every call, by pallet.', pallets, (p) => callsOf(p, latest, types)),
    section('Events', 'Data of every event, by pallet.', pallets, (p) => eventsOf(p, latest, types)),
    errorsSection(pallets, latest),
    section(
      'Storage',
      'Keys and value of every storage item, by pallet. A value that may be absent is null then.',
      [...pallets, ...picked(FRAME_STORAGE)],
      (p) => storageOf(p, types, FRAME_STORAGE[p.name.toString()]),
    ),
    section('Constants', 'Constants, by pallet.', [...pallets, ...picked(FRAME_CONSTANTS)], (p) =>
      constantsOf(p, types, FRAME_CONSTANTS[p.name.toString()]),
    ),
    apisOf(latest, types),
  ].join('\n\n');

  return [
    '// Made by `npm run generate -w @airo/chain-types` from chain/artifacts/metadata.scale. Not to be edited.',
    "import type { AccountId, Hex } from '../model/ids.ts';",
    '',
    types.declarations(),
    '',
    body,
    '',
  ].join('\n');
}

function section(name: string, doc: string, pallets: readonly Pallet[], lines: (pallet: Pallet) => string[]) {
  const blocks = pallets.map(
    (pallet) => `  ${stringCamelCase(pallet.name.toString())}: {\n${lines(pallet).join('\n')}\n  };`,
  );
  return `/** ${doc} */\nexport interface ${name} {\n${blocks.join('\n')}\n}`;
}

function errorsSection(pallets: readonly Pallet[], metadata: MetadataV15): string {
  const lines = pallets.map(
    (pallet) => `  ${stringCamelCase(pallet.name.toString())}:${errorsOf(pallet, metadata)};`,
  );
  return `/** Names of every error, by pallet. */\nexport interface Errors {\n${lines.join('\n')}\n}`;
}

function variantsOf(metadata: MetadataV15, type: Parameters<MetadataV15['lookup']['getSiType']>[0]) {
  return metadata.lookup.getSiType(type).def.asVariant.variants;
}

function callsOf({ calls }: Pallet, metadata: MetadataV15, types: TypeWriter): string[] {
  if (calls.isNone) return [];
  return variantsOf(metadata, calls.unwrap().type).map(
    ({ name, fields }) => `    ${stringCamelCase(name.toString())}: ${types.fields(fields)};`,
  );
}

function eventsOf({ events }: Pallet, metadata: MetadataV15, types: TypeWriter): string[] {
  if (events.isNone) return [];
  return variantsOf(metadata, events.unwrap().type).map(
    ({ name, fields }) => `    ${name.toString()}: ${types.fields(fields)};`,
  );
}

function errorsOf({ errors }: Pallet, metadata: MetadataV15): string {
  if (errors.isNone) return 'never';
  return variantsOf(metadata, errors.unwrap().type)
    .map(({ name }) => `\n    | '${name.toString()}'`)
    .join('');
}

function storageOf({ storage }: Pallet, types: TypeWriter, only?: readonly string[]): string[] {
  if (storage.isNone) return [];
  return storage.unwrap().items.flatMap(({ name, type, modifier }) => {
    if (only && !only.includes(name.toString())) return [];
    const keys = type.isPlain ? [] : types.keys(type.asMap.key, type.asMap.hashers.length);
    const value = types.type(type.isPlain ? type.asPlain : type.asMap.value);
    const result = modifier.isOptional ? `${value} | null` : value;
    return [
      `    ${stringCamelCase(name.toString())}: { keys: readonly [${keys.join(', ')}]; value: ${result} };`,
    ];
  });
}

function constantsOf({ constants }: Pallet, types: TypeWriter, only?: readonly string[]): string[] {
  return constants.flatMap(({ name, type }) =>
    only && !only.includes(name.toString())
      ? []
      : [`    ${stringCamelCase(name.toString())}: ${types.type(type)};`],
  );
}

function apisOf(metadata: MetadataV15, types: TypeWriter): string {
  const blocks = metadata.apis.flatMap(({ name, methods }) => {
    if (!APIS.includes(name.toString())) return [];
    const lines = methods.map((method) => {
      const params = method.inputs.map(({ type }) => types.type(type));
      return `    ${stringCamelCase(method.name.toString())}: { params: readonly [${params.join(', ')}]; result: ${types.type(method.output)} };`;
    });
    return [`  ${stringCamelCase(name.toString())}: {\n${lines.join('\n')}\n  };`];
  });
  return `/** Parameters and result of every runtime API of ours. */\nexport interface RuntimeApis {\n${blocks.join('\n')}\n}`;
}

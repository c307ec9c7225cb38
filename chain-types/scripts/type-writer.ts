import type { PortableRegistry } from '@polkadot/types';
import type { Si1Field, Si1Type, Si1Variant } from '@polkadot/types/interfaces/scaleInfo';
import { stringCamelCase } from '@polkadot/util';

type TypeId = Parameters<PortableRegistry['getSiType']>[0];

/** Types that `toPlain` gives as something else than what they are made of. */
const KNOWN: Readonly<Record<string, string>> = {
  'sp_core::crypto::AccountId32': 'AccountId',
  'primitive_types::H256': 'Hex',
};
/** Too large, and nobody here reads them. */
const OPAQUE = /^(airo_runtime::Runtime(Call|Event)|sp_runtime::DispatchError)$/;
const SMALL_INTEGERS = ['U8', 'U16', 'U32', 'I8', 'I16', 'I32'];

/** Writes metadata types as the TypeScript types that `runtime/plain.ts` decodes them to. */
export class TypeWriter {
  readonly #lookup: PortableRegistry;
  /** By name: the type and its text. */
  readonly #declared = new Map<string, { id: number; text: string }>();

  constructor(lookup: PortableRegistry) {
    this.#lookup = lookup;
  }

  /** Interfaces of all named types that were asked for, by name. */
  declarations(): string {
    return [...this.#declared.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { text }]) => text)
      .join('\n\n');
  }

  /** Named fields as an object type. */
  fields(fields: Iterable<Si1Field>): string {
    const entries = [...fields].map(
      ({ name, type }, index) =>
        `${name.isSome ? stringCamelCase(name.unwrap().toString()) : `_${index}`}: ${this.type(type)}`,
    );
    return entries.length === 0 ? '{ [key: string]: never }' : `{ ${entries.join('; ')} }`;
  }

  /** Types of a map's keys. */
  keys(key: TypeId, count: number): string[] {
    const { def } = this.#lookup.getSiType(key);
    return count > 1 && def.isTuple ? def.asTuple.map((part) => this.type(part)) : [this.type(key)];
  }

  type(id: TypeId): string {
    const type = this.#lookup.getSiType(id);
    const path = type.path.map((part) => part.toString()).join('::');
    if (KNOWN[path]) return KNOWN[path];
    if (OPAQUE.test(path)) return 'unknown';
    const { def } = type;
    if (def.isPrimitive) return this.#primitive(def.asPrimitive.type);
    if (def.isCompact) return this.type(def.asCompact.type);
    if (def.isSequence) return this.#list(def.asSequence.type);
    if (def.isArray) return this.#list(def.asArray.type);
    if (def.isTuple) {
      const parts = def.asTuple.map((part) => this.type(part));
      return parts.length === 0 ? 'null' : `readonly [${parts.join(', ')}]`;
    }
    if (def.isComposite) return this.#composite(Number(id.toString()), type);
    if (def.isVariant) return this.#variant(Number(id.toString()), type, path);
    return 'unknown';
  }

  #primitive(name: string): string {
    if (name === 'Bool') return 'boolean';
    if (name === 'Str') return 'string';
    return SMALL_INTEGERS.includes(name) ? 'number' : 'bigint';
  }

  #list(item: TypeId): string {
    const { def } = this.#lookup.getSiType(item);
    if (def.isPrimitive && def.asPrimitive.isU8) return 'Hex';
    const text = this.type(item);
    return `readonly ${/[|&]/.test(text) || text.startsWith('readonly') ? `(${text})` : text}[]`;
  }

  #composite(id: number, type: Si1Type): string {
    const { fields } = type.def.asComposite;
    const [only] = fields;
    // A type around one other: `Perbill`, `BoundedVec`, keys.
    if (fields.length === 1 && only?.name.isNone) return this.type(only.type);
    if (fields.every(({ name }) => name.isNone)) {
      return `readonly [${fields.map((field) => this.type(field.type)).join(', ')}]`;
    }
    return this.#declare(id, type, (name) => {
      const lines = fields.map(
        (field) => `  ${stringCamelCase(field.name.unwrap().toString())}: ${this.type(field.type)};`,
      );
      return `export interface ${name} {\n${lines.join('\n')}\n}`;
    });
  }

  #variant(id: number, type: Si1Type, path: string): string {
    const { variants } = type.def.asVariant;
    const payload = (index: number) => {
      const [field] = variants[index]?.fields ?? [];
      return field ? this.type(field.type) : 'null';
    };
    if (path === 'Option') return `${payload(1)} | null`;
    if (path === 'Result') {
      return `{ ok: true; value: ${payload(0)} } | { ok: false; error: ${payload(1)} }`;
    }
    return this.#declare(id, type, (name) => {
      const unit = variants.every(({ fields }) => fields.length === 0);
      const cases = variants.map((variant) => (unit ? `'${variant.name.toString()}'` : this.#case(variant)));
      return `export type ${name} =\n${cases.map((one) => `  | ${one}`).join('\n')};`;
    });
  }

  #case({ name, fields }: Si1Variant): string {
    if (fields.length === 0) return `{ kind: '${name.toString()}' }`;
    const [only] = fields;
    if (only?.name.isSome) return `{ kind: '${name.toString()}' } & ${this.fields(fields)}`;
    const value =
      fields.length === 1 && only
        ? this.type(only.type)
        : `readonly [${fields.map((field) => this.type(field.type)).join(', ')}]`;
    return `{ kind: '${name.toString()}'; value: ${value} }`;
  }

  /** The type's own name, after its pallet where two share it. */
  #declare(id: number, type: Si1Type, write: (name: string) => string): string {
    const path = type.path.map((part) => part.toString());
    const short = path.at(-1) ?? `Type${id}`;
    const taken = this.#declared.get(short);
    const name =
      taken && taken.id !== id
        ? `${capital(stringCamelCase((path[0] ?? '').replace(/^pallet_/, '')))}${short}`
        : short;
    if (!this.#declared.has(name)) {
      this.#declared.set(name, { id, text: '' });
      this.#declared.set(name, { id, text: write(name) });
    }
    return name;
  }
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

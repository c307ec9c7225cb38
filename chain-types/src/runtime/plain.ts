import {
  bool,
  Compact,
  Enum,
  GenericAccountId,
  GenericCall,
  GenericEventData,
  Int,
  Null,
  Option,
  Raw,
  Result,
  Struct,
  Text,
  Tuple,
  UInt,
  Vec,
  VecFixed,
} from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { stringCamelCase } from '@polkadot/util';
import { fieldName } from './field-names.ts';

const SAFE_BITS = 32;

/**
 * A decoded value as plain data, shaped as `generated/runtime.ts` says: integers up to 32 bits are numbers, larger ones
 * bigints; bytes and hashes hex; accounts SS58; absent options null; enums without data strings; calls by name with arguments
 * and length.
 */
export function toPlain(codec: Codec): unknown {
  if (codec instanceof Option) return codec.isNone ? null : toPlain(codec.unwrap());
  if (codec instanceof Compact) return toPlain(codec.unwrap() as Codec);
  if (codec instanceof UInt || codec instanceof Int)
    return codec.bitLength() <= SAFE_BITS ? codec.toNumber() : codec.toBigInt();
  if (codec instanceof bool) return codec.isTrue;
  if (codec instanceof GenericAccountId) return codec.toString();
  if (codec instanceof Text) return codec.toString();
  if (codec instanceof Null) return null;
  if (codec instanceof Result) {
    return codec.isOk ? { ok: true, value: toPlain(codec.asOk) } : { ok: false, error: toPlain(codec.asErr) };
  }
  if (codec instanceof Enum) return plainEnum(codec);
  if (codec instanceof GenericCall) return plainCall(codec);
  if (codec instanceof Struct) {
    return Object.fromEntries(
      [...codec.entries()].map(([key, value]) => [fieldName(String(key)), toPlain(value as Codec)]),
    );
  }
  if (codec instanceof GenericEventData) return plainFields(codec.names, codec);
  if (codec instanceof Tuple) return codec.length === 0 ? null : codec.map((part) => toPlain(part as Codec));
  if (codec instanceof Vec || codec instanceof VecFixed) {
    return [...(codec as Iterable<Codec>)].map(toPlain);
  }
  if (codec instanceof Raw) return codec.toHex();
  return codec.toPrimitive();
}

/** A call that is stored until it is made. */
function plainCall(codec: GenericCall): unknown {
  const names = codec.meta.args.map(({ name }) => name.toString());
  return {
    call: `${codec.section}.${codec.method}`,
    args: plainFields(names, codec.args),
    length: codec.encodedLength,
  };
}

function plainEnum(codec: Enum): unknown {
  if (codec.isBasic) return codec.type;
  const { value } = codec;
  if (value instanceof Null) return { kind: codec.type };
  if (value instanceof Struct) return { kind: codec.type, ...(toPlain(value) as object) };
  return { kind: codec.type, value: toPlain(value as Codec) };
}

/** Values of an event under their names in the metadata. */
export function plainFields(
  names: readonly string[] | null,
  values: Iterable<unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    [...values].map((value, index) => [
      names?.[index] ? stringCamelCase(names[index]) : `_${index}`,
      toPlain(value as Codec),
    ]),
  );
}

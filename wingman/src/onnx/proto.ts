import protobuf from 'protobufjs/light.js';

/** The part of onnx.proto (field numbers as there) that tells what a model takes, gives and holds. */
const ONNX_PROTO = {
  nested: {
    ModelProto: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        producerName: { type: 'string', id: 2 },
        graph: { type: 'GraphProto', id: 7 },
        opsetImport: { rule: 'repeated', type: 'OperatorSetIdProto', id: 8 },
      },
    },
    OperatorSetIdProto: { fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } } },
    GraphProto: {
      fields: {
        node: { rule: 'repeated', type: 'NodeProto', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { rule: 'repeated', type: 'TensorProto', id: 5 },
        input: { rule: 'repeated', type: 'ValueInfoProto', id: 11 },
        output: { rule: 'repeated', type: 'ValueInfoProto', id: 12 },
      },
    },
    NodeProto: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        output: { rule: 'repeated', type: 'string', id: 2 },
        name: { type: 'string', id: 3 },
        opType: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'AttributeProto', id: 5 },
      },
    },
    AttributeProto: {
      fields: {
        name: { type: 'string', id: 1 },
        i: { type: 'int64', id: 3 },
        ints: { rule: 'repeated', type: 'int64', id: 8 },
        type: { type: 'int32', id: 20 },
      },
    },
    ValueInfoProto: { fields: { name: { type: 'string', id: 1 }, type: { type: 'TypeProto', id: 2 } } },
    TypeProto: { fields: { tensorType: { type: 'TensorTypeProto', id: 1 } } },
    TensorTypeProto: {
      fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } },
    },
    TensorShapeProto: { fields: { dim: { rule: 'repeated', type: 'DimensionProto', id: 1 } } },
    DimensionProto: {
      fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } },
    },
    TensorProto: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        floatData: { rule: 'repeated', type: 'float', id: 4 },
        int32Data: { rule: 'repeated', type: 'int32', id: 5 },
        stringData: { rule: 'repeated', type: 'bytes', id: 6 },
        int64Data: { rule: 'repeated', type: 'int64', id: 7 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
        doubleData: { rule: 'repeated', type: 'double', id: 10 },
        uint64Data: { rule: 'repeated', type: 'uint64', id: 11 },
        dataLocation: { type: 'int32', id: 14 },
      },
    },
  },
} as const;

/** A 64-bit number as protobufjs hands it out. */
export interface Long64 {
  readonly low: number;
  readonly high: number;
}

export interface TensorProto {
  readonly dims: readonly Long64[];
  readonly dataType: number;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly stringData: readonly Uint8Array[];
  readonly int64Data: readonly Long64[];
  readonly name: string;
  readonly rawData: Uint8Array;
  readonly doubleData: readonly number[];
  readonly uint64Data: readonly Long64[];
  readonly dataLocation: number;
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type: {
    readonly tensorType: {
      readonly elemType: number;
      readonly shape: {
        readonly dim: readonly { readonly dimValue: Long64; readonly dimParam: string }[];
      } | null;
    } | null;
  } | null;
}

export interface ModelProto {
  readonly opsetImport: readonly { readonly domain: string; readonly version: Long64 }[];
  readonly producerName: string;
  readonly graph: {
    readonly node: readonly unknown[];
    readonly name: string;
    readonly initializer: readonly TensorProto[];
    readonly input: readonly ValueInfoProto[];
    readonly output: readonly ValueInfoProto[];
  } | null;
}

/** Throws protobufjs' own error when the bytes are no protobuf message of this kind. */
export function decodeModelProto(bytes: Uint8Array): ModelProto {
  const type = protobuf.Root.fromJSON(structuredClone(ONNX_PROTO)).lookupType('ModelProto');
  return type.decode(bytes) as unknown as ModelProto;
}

/** @param model fields named as above, 64-bit numbers as numbers */
export function encodeModelProto(model: Readonly<Record<string, unknown>>): Uint8Array {
  const type = protobuf.Root.fromJSON(structuredClone(ONNX_PROTO)).lookupType('ModelProto');
  return type.encode(model).finish();
}

/** @returns NaN for what a number can't hold */
export function toNumber(value: Long64): number {
  const wide = toBigInt(value);
  const number = Number(wide);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

/** Signed. */
export function toBigInt(value: Long64): bigint {
  return (BigInt(value.high) << 32n) | BigInt(value.low >>> 0);
}

import { create, createFileRegistry, type DescMessage, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';

const { INT32, INT64, UINT64, FLOAT, DOUBLE, STRING, BYTES } = Type;
type FieldInit = readonly [id: number, type: Type | string, rule?: 'repeated'];

/** The part of onnx.proto (field numbers as there) that tells what a model takes, gives and holds. */
const ONNX_PROTO: Readonly<Record<string, Readonly<Record<string, FieldInit>>>> = {
  ModelProto: {
    irVersion: [1, INT64],
    producerName: [2, STRING],
    graph: [7, 'GraphProto'],
    opsetImport: [8, 'OperatorSetIdProto', 'repeated'],
  },
  OperatorSetIdProto: { domain: [1, STRING], version: [2, INT64] },
  GraphProto: {
    node: [1, 'NodeProto', 'repeated'],
    name: [2, STRING],
    initializer: [5, 'TensorProto', 'repeated'],
    input: [11, 'ValueInfoProto', 'repeated'],
    output: [12, 'ValueInfoProto', 'repeated'],
  },
  NodeProto: {
    input: [1, STRING, 'repeated'],
    output: [2, STRING, 'repeated'],
    name: [3, STRING],
    opType: [4, STRING],
    attribute: [5, 'AttributeProto', 'repeated'],
  },
  AttributeProto: { name: [1, STRING], i: [3, INT64], ints: [8, INT64, 'repeated'], type: [20, INT32] },
  ValueInfoProto: { name: [1, STRING], type: [2, 'TypeProto'] },
  TypeProto: { tensorType: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elemType: [1, INT32], shape: [2, 'TensorShapeProto'] },
  TensorShapeProto: { dim: [1, 'DimensionProto', 'repeated'] },
  DimensionProto: { dimValue: [1, INT64], dimParam: [2, STRING] },
  TensorProto: {
    dims: [1, INT64, 'repeated'],
    dataType: [2, INT32],
    floatData: [4, FLOAT, 'repeated'],
    int32Data: [5, INT32, 'repeated'],
    stringData: [6, BYTES, 'repeated'],
    int64Data: [7, INT64, 'repeated'],
    name: [8, STRING],
    rawData: [9, BYTES],
    doubleData: [10, DOUBLE, 'repeated'],
    uint64Data: [11, UINT64, 'repeated'],
    dataLocation: [14, INT32],
  },
};

export interface TensorProto {
  readonly dims: readonly bigint[];
  readonly dataType: number;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly stringData: readonly Uint8Array[];
  readonly int64Data: readonly bigint[];
  readonly name: string;
  readonly rawData: Uint8Array;
  readonly doubleData: readonly number[];
  readonly uint64Data: readonly bigint[];
  readonly dataLocation: number;
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType: number;
      readonly shape?: {
        readonly dim: readonly { readonly dimValue: bigint; readonly dimParam: string }[];
      };
    };
  };
}

export interface ModelProto {
  readonly opsetImport: readonly { readonly domain: string; readonly version: bigint }[];
  readonly producerName: string;
  readonly graph?: {
    readonly node: readonly { readonly opType: string }[];
    readonly name: string;
    readonly initializer: readonly TensorProto[];
    readonly input: readonly ValueInfoProto[];
    readonly output: readonly ValueInfoProto[];
  };
}

/** Described while the program runs: no generated file, and no `eval`, which the Cockpit's page forbids. */
function modelProto(): DescMessage {
  const file = create(FileDescriptorProtoSchema, {
    name: 'onnx.proto',
    package: 'onnx',
    syntax: 'proto3',
    messageType: Object.entries(ONNX_PROTO).map(([name, fields]) => ({
      name,
      field: Object.entries(fields).map(([field, [number, type, rule]]) => ({
        name: field,
        jsonName: field,
        number,
        label: rule === 'repeated' ? Label.REPEATED : Label.OPTIONAL,
        ...(typeof type === 'string' ? { type: Type.MESSAGE, typeName: `.onnx.${type}` } : { type }),
      })),
    })),
  });
  return createFileRegistry(file, () => undefined).getMessage('onnx.ModelProto') as DescMessage;
}

/** Throws the library's own error when the bytes are no protobuf message of this kind. */
export function decodeModelProto(bytes: Uint8Array): ModelProto {
  return fromBinary(modelProto(), bytes, { readUnknownFields: false }) as unknown as ModelProto;
}

/** @param model fields named as above, 64-bit numbers as bigint */
export function encodeModelProto(model: Readonly<Record<string, unknown>>): Uint8Array {
  const type = modelProto();
  return toBinary(type, create(type, model as never));
}

/** @returns NaN for what a number can't hold */
export function toNumber(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

import { encodeModelProto } from './proto.ts';

const IR_VERSION = 8;
const FLOAT = 1;
const INT = 2;
const INTS = 7;

/** An operation of a graph: its inputs and outputs are names of tensors. */
export interface NodeInit {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A tensor of 32-bit floats; an axis that is a name is open. */
export interface TensorInit {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

export interface WeightInit {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

export interface GraphInit {
  readonly name: string;
  readonly opset: number;
  readonly inputs: readonly TensorInit[];
  readonly outputs: readonly TensorInit[];
  readonly weights: readonly WeightInit[];
  readonly nodes: readonly NodeInit[];
}

/** The bytes of a model file; not checked, ONNX Runtime does that. Attributes are whole numbers, or lists of them. */
export function writeOnnx({ name, opset, inputs, outputs, weights, nodes }: GraphInit): Uint8Array {
  return encodeModelProto({
    irVersion: BigInt(IR_VERSION),
    producerName: 'airo',
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    graph: {
      name,
      node: nodes.map(({ op, inputs: input, outputs: output, attributes = {} }, index) => ({
        input,
        output,
        name: `${op}-${index}`,
        opType: op,
        attribute: Object.entries(attributes).map(([key, value]) =>
          typeof value === 'number'
            ? { name: key, type: INT, i: BigInt(value) }
            : { name: key, type: INTS, ints: value.map(BigInt) },
        ),
      })),
      initializer: weights.map(({ name: weight, dims, values }) => ({
        name: weight,
        dims: dims.map(BigInt),
        dataType: FLOAT,
        // Little-endian in the file; so is every machine that Node runs on.
        rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      })),
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
    },
  });
}

function valueInfo({ name, shape }: TensorInit) {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: BigInt(size) } : { dimParam: size },
  );
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}

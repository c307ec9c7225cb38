import type { Datatype } from '../schemas/datatype.ts';
import type { TensorSpec } from '../schemas/model-manifest.ts';
import type { Sha256 } from '../schemas/sha256.ts';
import { datatypeOf } from './datatypes.ts';
import { OnnxError } from './errors.ts';
import { checkInitialiser, initialiserBytes } from './initialiser-bytes.ts';
import {
  decodeModelProto,
  type ModelProto,
  type TensorProto,
  toNumber,
  type ValueInfoProto,
} from './proto.ts';
import { type Initialiser, weightsRoot } from './weights-root.ts';

/** Operator sets of the default domain that the pinned ONNX Runtime runs. */
export const MIN_OPSET = 7;
export const MAX_OPSET = 26;
const EXTERNAL = 1;

/** What a file says about itself. */
export interface OnnxModel {
  readonly graphName: string;
  readonly producer: string;
  /** Of the default domain. */
  readonly opset: number;
  /** Without the inputs that are weights. */
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly nodes: number;
  /** Kinds of its operations, in the order of the alphabet. */
  readonly operators: readonly string[];
  /** Numbers in all weights. */
  readonly parameters: number;
  readonly weightsRoot: Sha256;
}

/** Reads an ONNX file without running it. @throws OnnxError */
export async function inspectOnnx(bytes: Uint8Array): Promise<OnnxModel> {
  const { graph, opsetImport, producerName } = decode(bytes);
  if (!graph || graph.node.length === 0 || graph.output.length === 0) throw notAModel('it has no graph');
  const opset = opsetOf(opsetImport);
  const weights = graph.initializer.map(toInitialiser);
  const weightNames = new Set(weights.map((w) => w.name));
  return {
    graphName: graph.name,
    producer: producerName,
    opset,
    inputs: graph.input.filter((i) => !weightNames.has(i.name)).map(toSpec),
    outputs: graph.output.map(toSpec),
    nodes: graph.node.length,
    operators: [...new Set(graph.node.map(({ opType }) => opType))].sort(),
    parameters: weights.reduce((sum, w) => sum + w.shape.reduce((product, d) => product * d, 1), 0),
    weightsRoot: await weightsRoot(weights),
  };
}

function notAModel(why: string, cause?: unknown): OnnxError {
  return new OnnxError('ONNX_NOT_A_MODEL', `this is no ONNX model: ${why}`, {}, { cause });
}

function decode(bytes: Uint8Array): ModelProto {
  try {
    return decodeModelProto(bytes);
  } catch (cause) {
    throw notAModel('it is no protobuf message of that kind', cause);
  }
}

function opsetOf(imports: ModelProto['opsetImport']): number {
  const found = imports.find((i) => i.domain === '' || i.domain === 'ai.onnx');
  if (!found) throw notAModel('it names no operator set');
  const opset = toNumber(found.version);
  if (!(opset >= MIN_OPSET && opset <= MAX_OPSET)) {
    throw new OnnxError(
      'ONNX_OPSET_UNSUPPORTED',
      `the model needs operator set ${opset}; ${MIN_OPSET} to ${MAX_OPSET} are supported: export it for one of these`,
      { opset },
    );
  }
  return opset;
}

function supported(name: string, onnx: number): Datatype {
  const datatype = datatypeOf(onnx);
  if (datatype) return datatype;
  throw new OnnxError(
    'ONNX_UNSUPPORTED_TENSOR',
    `${name}: ONNX type ${onnx} has no datatype in the inference protocol`,
    {
      name,
    },
  );
}

function toSpec({ name, type }: ValueInfoProto): TensorSpec {
  const tensor = type?.tensorType;
  if (!tensor?.shape || tensor.shape.dim.length === 0) {
    throw new OnnxError(
      'ONNX_UNSUPPORTED_TENSOR',
      `${name}: not a tensor with a known number of dimensions`,
      { name },
    );
  }
  const shape = tensor.shape.dim.map((dim) => {
    const size = toNumber(dim.dimValue);
    return dim.dimParam === '' && size > 0 ? size : -1;
  });
  return { name, datatype: supported(name, tensor.elemType), shape };
}

function toInitialiser(tensor: TensorProto): Initialiser {
  const { name } = tensor;
  if (tensor.dataLocation === EXTERNAL) {
    throw new OnnxError(
      'ONNX_EXTERNAL_DATA',
      `the weight ${name} is in another file: save the model as one file`,
      { name },
    );
  }
  const datatype = supported(name, tensor.dataType);
  const shape = tensor.dims.map(toNumber);
  const bytes = initialiserBytes(tensor, datatype);
  checkInitialiser(name, datatype, shape, bytes);
  return { name, datatype, shape, bytes };
}

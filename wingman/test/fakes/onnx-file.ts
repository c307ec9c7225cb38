/** Writes small ONNX files for tests: just the protobuf that they need (field numbers of onnx.proto). */
type Part = Uint8Array;

const join = (parts: readonly Part[]): Part => Uint8Array.from(parts.flatMap((p) => [...p]));

function varint(value: bigint): Part {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 128n) return Uint8Array.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}

export const int = (id: number, value: number | bigint): Part =>
  join([varint(BigInt(id << 3)), varint(BigInt(value))]);
export const bytes = (id: number, ...parts: readonly Part[]): Part => {
  const body = join(parts);
  return join([varint(BigInt((id << 3) | 2)), varint(BigInt(body.length)), body]);
};
export const text = (id: number, value: string): Part => bytes(id, new TextEncoder().encode(value));

export const FLOAT = 1;

export interface TestTensor {
  readonly name: string;
  readonly type?: number;
  readonly shape?: readonly (number | string)[] | null;
}

export function valueInfo(id: number, { name, type = FLOAT, shape = ['N', 2] }: TestTensor): Part {
  const dims = (shape ?? []).map((d) => bytes(1, typeof d === 'number' ? int(1, d) : text(2, d)));
  const tensor = bytes(1, int(1, type), ...(shape === null ? [] : [bytes(2, ...dims)]));
  return bytes(id, text(1, name), bytes(2, tensor));
}

/** A weight: its dims, type and whatever field holds its numbers. */
export function weight(name: string, dims: readonly number[], type: number, ...data: readonly Part[]): Part {
  return bytes(5, ...dims.map((d) => int(1, d)), int(2, type), text(8, name), ...data);
}

/** `y = x`, with the weights and opsets that a test wants. */
export function onnxFile(
  changes: {
    inputs?: TestTensor[];
    outputs?: TestTensor[];
    weights?: Part[];
    opset?: number;
    domain?: string;
    op?: string;
  } = {},
): Uint8Array {
  const {
    inputs = [{ name: 'x' }],
    outputs = [{ name: 'y' }],
    weights = [],
    opset = 13,
    domain = '',
    op = 'Identity',
  } = changes;
  const node = bytes(
    1,
    text(1, inputs[0]?.name ?? ''),
    text(2, outputs[0]?.name ?? ''),
    text(3, 'n'),
    text(4, op),
  );
  const graph = bytes(
    7,
    node,
    text(2, 'test'),
    ...weights,
    ...inputs.map((i) => valueInfo(11, i)),
    ...outputs.map((o) => valueInfo(12, o)),
  );
  return join([int(1, 8), text(2, 'airo-test'), graph, bytes(8, text(1, domain), int(2, opset))]);
}

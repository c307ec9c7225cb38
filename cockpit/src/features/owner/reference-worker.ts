import type { Datatype, PayloadTensor } from '@airo/wingman/schemas';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';

/** What the page sends: the model and the inputs of each run. */
export interface ReferenceQuestion {
  readonly bytes: Uint8Array;
  readonly runs: readonly (readonly PayloadTensor[])[];
}
export type ReferenceAnswer =
  | { readonly ok: true; readonly runs: readonly (readonly PayloadTensor[])[] }
  | { readonly ok: false; readonly message: string };

const TYPES = {
  BOOL: ['bool', Uint8Array],
  UINT8: ['uint8', Uint8Array],
  INT8: ['int8', Int8Array],
  UINT16: ['uint16', Uint16Array],
  INT16: ['int16', Int16Array],
  UINT32: ['uint32', Uint32Array],
  INT32: ['int32', Int32Array],
  UINT64: ['uint64', BigUint64Array],
  INT64: ['int64', BigInt64Array],
  FP32: ['float32', Float32Array],
  FP64: ['float64', Float64Array],
} as const satisfies Partial<Record<Datatype, unknown>>;

// Threads need pages of their own kind (cross-origin isolation); one run needs none.
env.wasm.numThreads = 1;

self.addEventListener('message', ({ data }: MessageEvent<ReferenceQuestion>) => {
  answer(data).then(
    (runs) => postMessage({ ok: true, runs } satisfies ReferenceAnswer),
    (error: unknown) =>
      postMessage({
        ok: false,
        message: error instanceof Error ? error.message : String(error),
      } satisfies ReferenceAnswer),
  );
});

async function answer({ bytes, runs }: ReferenceQuestion): Promise<readonly (readonly PayloadTensor[])[]> {
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const answers: PayloadTensor[][] = [];
  for (const inputs of runs) {
    const outputs = await session.run(Object.fromEntries(inputs.map((it) => [it.name, toTensor(it)])));
    answers.push(session.outputNames.map((name) => fromTensor(name, outputs[name] as Tensor)));
  }
  return answers;
}

function toTensor({ datatype, shape, data }: PayloadTensor): Tensor {
  const [type, Values] = TYPES[datatype as keyof typeof TYPES];
  return new Tensor(type, new Values(data.slice().buffer) as never, shape);
}

function fromTensor(name: string, tensor: Tensor): PayloadTensor {
  const found = Object.entries(TYPES).find(([, [type]]) => type === tensor.type);
  const values = tensor.data as Uint8Array;
  if (!found) throw new TypeError(`the output ${name} is of type ${tensor.type}`);
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  return { name, datatype: found[0] as Datatype, shape: tensor.dims, data };
}

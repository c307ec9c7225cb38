import type { PayloadTensor } from '../../../schemas/index.ts';
import type { Call } from '../server/model-server.ts';
import { toJsonArray } from './json-tensor.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** @throws JsonTensorError */
export function jsonRequest(
  path: string,
  inputs: readonly PayloadTensor[],
  outputs: readonly string[],
): Call {
  const wanted = outputs.map((name) => ({ name }));
  // By hand, because JSON.stringify has no way to write 64-bit numbers.
  const tensors = inputs.map((tensor) => `{${described(tensor).slice(1, -1)},"data":${toJsonArray(tensor)}}`);
  return {
    path,
    headers: JSON_TYPE,
    body: `{"inputs":[${tensors.join(',')}],"outputs":${JSON.stringify(wanted)}}`,
  };
}

/** JSON in front, the tensors' bytes behind it: the binary tensor data extension. */
export function binaryRequest(
  path: string,
  inputs: readonly PayloadTensor[],
  outputs: readonly string[],
): Call {
  const header = {
    inputs: inputs.map(({ name, datatype, shape, data }) => ({
      name,
      datatype,
      shape,
      parameters: { binary_data_size: data.byteLength },
    })),
    outputs: outputs.map((name) => ({ name, parameters: { binary_data: true } })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  return {
    path,
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(json.byteLength),
    },
    body: Buffer.concat([json, ...inputs.map(({ data }) => data)]),
  };
}

function described({ name, datatype, shape }: PayloadTensor): string {
  return JSON.stringify({ name, datatype, shape });
}

import { isDatatype, type ModelManifest, PayloadError, type PayloadTensor } from '../../../schemas/index.ts';
import { checkTensorBytes } from '../../../schemas/tensor-bytes.ts';
import type { Answer, ModelServer } from '../server/model-server.ts';
import { parseJson } from '../server/parse-json.ts';
import { fromJsonArray, JsonTensorError, parseWithBigIntegers } from './json-tensor.ts';
import { type InferAnswer, inferAnswerSchema } from './oip-schemas.ts';

const HEADER_LENGTH = 'inference-header-content-length';

/**
 * The manifest's outputs in its order, from JSON, bytes or a mixture; what the server gives beside them is passed over.
 * @throws WingmanError MODEL_RUN_FAILED
 */
export function readAnswer(
  server: ModelServer,
  { headers, bytes }: Answer,
  { outputs }: Pick<ModelManifest, 'outputs'>,
): readonly PayloadTensor[] {
  const headerBytes = Number(headers.get(HEADER_LENGTH) ?? bytes.byteLength);
  const wide = outputs.some(({ datatype }) => datatype === 'INT64' || datatype === 'UINT64');
  const answer = parseJson(server, bytes.subarray(0, headerBytes), inferAnswerSchema, {
    what: 'the answer',
    code: 'MODEL_RUN_FAILED',
    ...(wide ? { parse: parseWithBigIntegers } : {}),
  });
  try {
    const tensors = decode(answer, bytes.subarray(headerBytes));
    return outputs.flatMap(({ name }) => tensors.get(name)?.() ?? []);
  } catch (error) {
    if (!(error instanceof JsonTensorError || error instanceof PayloadError)) throw error;
    throw server.fail('MODEL_RUN_FAILED', `the answer can't be used: ${error.message}`);
  }
}

/** By name, each decoded when it is asked for. */
function decode({ outputs }: InferAnswer, binary: Uint8Array): Map<string, () => PayloadTensor> {
  let offset = 0;
  return new Map(
    outputs.map((output) => {
      const { name, datatype, shape, parameters, data } = output;
      const start = offset;
      offset += parameters?.binary_data_size ?? 0;
      const end = offset;
      return [
        name,
        () => {
          if (!isDatatype(datatype)) throw new JsonTensorError(`${name} is of an unknown type, ${datatype}`);
          const tensor = data
            ? fromJsonArray({ name, datatype, shape }, data)
            : { name, datatype, shape, data: binary.subarray(start, end) };
          checkTensorBytes(tensor);
          return tensor;
        },
      ];
    }),
  );
}

import { splitBytes, tensorOf } from '../../../schemas/index.ts';
import { parseJson } from '../server/parse-json.ts';
import type { Interface } from './interface.ts';
import { embeddingsAnswerSchema } from './openai-schemas.ts';

/** Each BYTES element is a text in UTF-8, and each row of the answer its vector. */
export const embeddings: Interface = {
  name: 'embeddings',
  async run({ server, manifest, post }, [input]) {
    const [output] = manifest.outputs;
    if (!input || !output) throw server.fail('MODEL_RUN_FAILED', 'an embedding has one input and one output');
    const texts = splitBytes(input.data).map((bytes, i) => {
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        throw server.fail('MODEL_INPUT_REFUSED', `element ${i} is no UTF-8`);
      }
    });
    const { bytes } = await post('/embeddings', { input: texts, encoding_format: 'float' });
    const { data } = parseJson(server, bytes, embeddingsAnswerSchema, {
      what: 'the answer',
      code: 'MODEL_RUN_FAILED',
    });
    const rows = data.toSorted((a, b) => a.index - b.index);
    const width = rows[0]?.embedding.length ?? 0;
    if (rows.length !== texts.length || rows.some((r, i) => r.index !== i || r.embedding.length !== width)) {
      throw server.fail('MODEL_RUN_FAILED', `the answer is not one vector for each of ${texts.length} texts`);
    }
    const values = Float32Array.from(rows.flatMap(({ embedding }) => embedding));
    return [tensorOf(output.name, 'FP32', [texts.length, width], values)];
  },
  sample: (items) => Array.from({ length: items }, () => 'hello'),
};

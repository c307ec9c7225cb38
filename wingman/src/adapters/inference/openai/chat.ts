import { canonicalJson, joinBytes, type PayloadTensor, splitBytes } from '../../../schemas/index.ts';
import { parseJson } from '../server/parse-json.ts';
import type { Interface } from './interface.ts';
import { type ChatRequest, chatAnswerSchema, chatRequestSchema } from './openai-schemas.ts';

const SAMPLE = { messages: [{ role: 'user', content: 'Say hello.' }], max_tokens: 16 };

/**
 * Each BYTES element is the JSON of a chat request, and each one of the answer the JSON of `{ choices, usage }`: what tells
 * one call of the server from another (`id`, `created`, `model`) is left out, so that equal answers have equal hashes.
 */
export const chat: Interface = {
  name: 'chat',
  async run({ server, manifest, post }, [input]) {
    const [output] = manifest.outputs;
    if (!input || !output) throw server.fail('MODEL_RUN_FAILED', 'a chat has one input and one output');
    const requests = splitBytes(input.data).map((bytes, i) => ({
      ...readRequest(bytes, i),
      ...manifest.generation,
    }));
    const answers = await Promise.all(
      requests.map(async (request) => {
        const { bytes } = await post('/chat/completions', { ...request, stream: false });
        const { choices, usage } = parseJson(server, bytes, chatAnswerSchema, {
          what: 'the answer',
          code: 'MODEL_RUN_FAILED',
        });
        return new TextEncoder().encode(
          canonicalJson({
            choices: choices.map(({ index, finish_reason, message }) => ({
              index,
              finish_reason: finish_reason ?? null,
              message: { role: 'assistant', content: message.content ?? '' },
            })),
            usage: {
              prompt_tokens: usage?.prompt_tokens ?? 0,
              completion_tokens: usage?.completion_tokens ?? 0,
            },
          }),
        );
      }),
    );
    const { name, datatype } = output;
    return [{ name, datatype, shape: input.shape, data: joinBytes(answers) }];

    function readRequest(bytes: Uint8Array, element: number): Omit<ChatRequest, 'model'> {
      const what = `element ${element}`;
      const { model: _, ...request } = parseJson(server, bytes, chatRequestSchema, {
        what,
        code: 'MODEL_INPUT_REFUSED',
      });
      return request;
    }
  },
  sample: (items) => Array.from({ length: items }, () => JSON.stringify(SAMPLE)),
};

export function textTensor(name: string, texts: readonly string[]): PayloadTensor {
  const encoder = new TextEncoder();
  const data = joinBytes(texts.map((text) => encoder.encode(text)));
  return { name, datatype: 'BYTES', shape: [texts.length], data };
}

import { z } from 'zod';

/** One element of a request: what an app would send to `/v1/chat/completions`, as far as it makes one answer of text. */
export const chatRequestSchema = z.strictObject({
  messages: z
    .array(z.looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant']) }))
    .min(1)
    .max(10_000),
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  seed: z.int().optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  stop: z.union([z.string(), z.array(z.string()).max(16)]).optional(),
  presence_penalty: z.number().optional(),
  frequency_penalty: z.number().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
  /** Apps name one; which model it is the agreement says. */
  model: z.string().optional(),
  stream: z.literal(false).optional(),
  n: z.literal(1).optional(),
});
export type ChatRequest = z.output<typeof chatRequestSchema>;

/** `GET /models`. */
export const modelListSchema = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), owned_by: z.string().optional() })),
});

/** Answer of `/chat/completions`, as far as it is kept. */
export const chatAnswerSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        index: z.int().default(0),
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({ prompt_tokens: z.int().default(0), completion_tokens: z.int().default(0) })
    .nullish(),
});

/** Answer of `/embeddings`. */
export const embeddingsAnswerSchema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int(), embedding: z.array(z.number()) })),
});

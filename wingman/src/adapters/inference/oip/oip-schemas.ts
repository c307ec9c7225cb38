import { z } from 'zod';

/** `GET /v2`. */
export const serverMetadataSchema = z.looseObject({
  name: z.string().default('server'),
  version: z.string().default(''),
  extensions: z.array(z.string()).default([]),
});

const describedTensors = z
  .array(z.looseObject({ name: z.string(), datatype: z.string(), shape: z.array(z.int()) }))
  .nullish()
  .transform((tensors) => tensors ?? []);

/** `GET /v2/models/{name}`. */
export const modelMetadataSchema = z.looseObject({
  name: z.string(),
  platform: z.string().default(''),
  inputs: describedTensors,
  outputs: describedTensors,
});

/** `POST /v2/models/{name}/infer`, the answer's JSON. */
export const inferAnswerSchema = z.looseObject({
  outputs: z.array(
    z.looseObject({
      name: z.string(),
      datatype: z.string(),
      shape: z.array(z.int().nonnegative()),
      data: z.array(z.unknown()).optional(),
      parameters: z.looseObject({ binary_data_size: z.int().nonnegative().optional() }).nullish(),
    }),
  ),
});
export type InferAnswer = z.output<typeof inferAnswerSchema>;

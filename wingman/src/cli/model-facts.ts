import { z } from 'zod';
import { generationSchema, tensorSpecSchema, toleranceSchema } from '../schemas/model-manifest.ts';

/** The facts file of `wingman models manifest --facts`; each field can be given, or replaced, by a flag. */
export const modelFactsSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  license: z.string().default('LicenseRef-unknown'),
  preprocessing: z.string().default(''),
  labels: z.array(z.string()).optional(),
  maxBatch: z.int().positive().default(64),
  tags: z.array(z.string()).default([]),
  probabilities: z.array(z.string()).optional(),
  /** Of a file that nobody looks into: what an ONNX file says of itself. */
  opaque: z
    .strictObject({
      runtime: z.strictObject({ name: z.string(), version: z.string() }),
      inputs: z.array(tensorSpecSchema),
      outputs: z.array(tensorSpecSchema),
      tolerance: z.record(z.string(), toleranceSchema),
      generation: generationSchema.optional(),
    })
    .optional(),
});
export type ModelFacts = z.output<typeof modelFactsSchema>;

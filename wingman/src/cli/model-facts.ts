import { z } from 'zod';

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
});

import { defineSettings } from '@airo/program';
import { z } from 'zod';

/** Decimal AIRO, up to 12 digits behind the point. */
const airo = z.string().regex(/^\d{1,9}(\.\d{1,12})?$/, 'a decimal number of AIRO, for example 0.05');

export const demoSettings = defineSettings({
  program: 'npm run demo --',
  envPrefix: 'AIRO_DEMO_',
  schema: z.object({
    inferences: z
      .int()
      .min(1)
      .max(10_000)
      .default(100)
      .describe('how many inferences to buy and use, one a picture'),
    batch: z
      .int()
      .min(1)
      .max(128)
      .default(1)
      .describe('pictures in a request; a request of B pictures uses up B inferences'),
    provider: z
      .string()
      .default('')
      .describe('award to this bot (wingman-1, or an address) instead of the cheapest'),
    award: z
      .enum(['manual', 'cheapest'])
      .default('manual')
      .describe(
        'award the cheapest bid by hand once both are in, or let the chain do it when the bid window ends',
      ),
    maxPrice: airo.default('0.05').describe('the most to pay for one inference, in AIRO'),
    model: z
      .string()
      .default('')
      .describe('register this ONNX file as a model first and use it instead of fashion-resnet20'),
    json: z.boolean().default(false).describe('print one JSON object and nothing else'),
    state: z.string().default('.airo').describe('state folder of the running devnet'),
  }),
  sample: { inferences: 100, batch: 10 },
});

export type DemoSettings = ReturnType<typeof demoSettings.parse>;

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { bareOnnxRuntime } from '../peers/bare-onnx-runtime.ts';
import type { BenchResult, Suite } from '../result.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const PICTURES: Readonly<Record<number, number>> = { 1: 100, 10: 500, 100: 2_000 };
const MAX_OUTPUT_BYTES = 1024 * 1024;

const times = z.object({ p50: z.number(), p95: z.number() });
const demoSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.string()),
  answersPerSecond: z.number(),
  latency: z.object({ upload: times, post: times, answer: times, download: times, total: times }),
});

/** The demo as a user runs it: everything real, a devnet of its own. */
async function demo(batch: number): Promise<z.infer<typeof demoSchema>> {
  const args = [
    at('devnet/src/demo/main.ts'),
    '--json',
    '--batch',
    String(batch),
    '--inferences',
    String(PICTURES[batch]),
  ];
  try {
    const { stdout } = await run(process.execPath, args, { maxBuffer: MAX_OUTPUT_BYTES });
    return demoSchema.parse(JSON.parse(stdout));
  } catch (error) {
    throw new BenchError(
      'RUN_FAILED',
      `the demo at batch ${batch} did not succeed: ${String(error)}`,
      { batch },
      { cause: error },
    );
  }
}

export const market: Suite = {
  name: 'market',
  about: 'the demo end to end at batch 1, 10 and 100: latency of each stage and answers a second',
  async run(say) {
    const results: BenchResult[] = [];
    for (const batch of [1, 10, 100]) {
      say(`demo at batch ${batch} …`);
      const { latency, answersPerSecond } = await demo(batch);
      const bare = await bareOnnxRuntime({
        model: at('models/fashion-resnet20.onnx'),
        images: at('models/fashion-test-images-512.u8'),
        batch,
      });
      results.push({
        name: `answers-per-s-batch${batch}`,
        value: answersPerSecond,
        unit: '1/s',
        ratio: answersPerSecond / bare,
        against: `bare ONNX Runtime at batch ${batch} (${bare.toFixed(0)}/s)`,
      });
      for (const [stage, { p50, p95 }] of Object.entries(latency)) {
        results.push({ name: `${stage}-p50-ms-batch${batch}`, value: p50, unit: 'ms' });
        results.push({ name: `${stage}-p95-ms-batch${batch}`, value: p95, unit: 'ms' });
      }
    }
    return results;
  },
};

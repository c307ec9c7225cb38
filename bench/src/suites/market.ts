import { inCheckout } from '../child.ts';
import { demo } from '../demo.ts';
import { bareOnnxRuntime } from '../peers/bare-onnx-runtime.ts';
import type { BenchResult, Suite } from '../result.ts';

const PICTURES: Readonly<Record<number, number>> = { 1: 100, 10: 500, 100: 2_000 };
export const market: Suite = {
  name: 'market',
  about: 'the demo end to end at batch 1, 10 and 100: latency of each stage and answers a second',
  async run(say) {
    const results: BenchResult[] = [];
    for (const batch of [1, 10, 100]) {
      say(`demo at batch ${batch} …`);
      const { latency, answersPerSecond } = await demo({ batch, inferences: PICTURES[batch] ?? batch });
      const bare = await bareOnnxRuntime({
        model: inCheckout('models/fashion-resnet20.onnx'),
        images: inCheckout('models/fashion-test-images-512.u8'),
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

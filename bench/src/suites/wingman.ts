import { BenchError } from '../errors.ts';
import type { BenchResult, Suite } from '../result.ts';
import { committedModel, generatedResnet18 } from '../wingman/bench-model.ts';
import { bids } from '../wingman/bids.ts';
import { type DxNode, startDx } from '../wingman/dx.ts';
import { memory } from '../wingman/memory.ts';
import { serve } from '../wingman/serve.ts';

const DEFAULT_JOBS = 10_000;

interface Found {
  readonly results: readonly BenchResult[];
  /** Of parts that load the bot fully. */
  readonly loopP99Ms?: number;
}
interface PartInit {
  readonly dx: DxNode;
  readonly jobs: number;
  readonly say: (line: string) => void;
}

/** A part a file in `../wingman`; what is measured there is told in `bench/README.md`. */
const PARTS: Readonly<Record<string, (init: PartInit) => Promise<Found>>> = {
  bids: async ({ dx, say }) => ({ results: await bids(dx, say) }),
  resnet18: async ({ dx, say }) =>
    serve(
      dx,
      {
        name: 'resnet18',
        model: await generatedResnet18(1),
        units: 1,
        requests: 100,
        open: 32,
        bareBatches: [1, 4, 16],
      },
      say,
    ),
  resnet20: async ({ dx, say }) =>
    serve(
      dx,
      {
        name: 'resnet20',
        model: await committedModel('fashion-resnet20'),
        units: 64,
        requests: 150,
        open: 64,
        bareBatches: [64],
      },
      say,
    ),
  singles: async ({ dx, say }) =>
    serve(
      dx,
      {
        name: 'resnet20-singles',
        model: await committedModel('fashion-resnet20'),
        units: 1,
        requests: 1_000,
        open: 512,
        bareBatches: [16],
      },
      say,
    ),
  memory: async ({ dx, jobs, say }) => ({ results: await memory(dx, jobs, say) }),
};

export const wingman: Suite = {
  name: 'wingman',
  about: `a provider's bot under load, with the real store, queue, workers and Dx: ${Object.keys(PARTS).join(', ')}`,
  async run(say, _signal, { parts = Object.keys(PARTS), jobs = DEFAULT_JOBS } = {}) {
    const unknown = parts.filter((part) => !Object.hasOwn(PARTS, part));
    if (unknown.length > 0)
      throw new BenchError(
        'PART_UNKNOWN',
        `there is no part "${unknown.join(', ')}"; there is ${Object.keys(PARTS).join(', ')}`,
        { unknown },
      );
    const results: BenchResult[] = [];
    const delays: number[] = [];
    const dx = await startDx();
    try {
      for (const part of parts) {
        say(`${part} …`);
        const found = await PARTS[part]?.({ dx, jobs, say });
        results.push(...(found?.results ?? []));
        if (found?.loopP99Ms !== undefined) delays.push(found.loopP99Ms);
      }
    } finally {
      await dx.stop();
    }
    if (delays.length > 0)
      results.push({ name: 'event-loop-p99-ms', value: Math.max(...delays), unit: 'ms' });
    return results;
  },
};

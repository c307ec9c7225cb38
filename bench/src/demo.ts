import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inCheckout } from './child.ts';
import { BenchError } from './errors.ts';

const run = promisify(execFile);

const MAX_OUTPUT_BYTES = 1024 * 1024;

const times = z.object({ p50: z.number(), p95: z.number() });
const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.string()),
  answersPerSecond: z.number(),
  latency: z.object({ upload: times, post: times, answer: times, download: times, total: times }),
});

/**
 * The demo as a user runs it, everything real: on the devnet of that state folder, or one of its own.
 * @throws BenchError RUN_FAILED
 */
export async function demo(init: {
  batch: number;
  inferences: number;
  state?: string;
}): Promise<z.output<typeof reportSchema>> {
  const { batch, inferences, state } = init;
  const args = [
    inCheckout('devnet/src/demo/main.ts'),
    '--json',
    ...['--batch', String(batch), '--inferences', String(inferences)],
    ...(state === undefined ? [] : ['--state', state]),
  ];
  try {
    const { stdout } = await run(process.execPath, args, { maxBuffer: MAX_OUTPUT_BYTES });
    return reportSchema.parse(JSON.parse(stdout));
  } catch (error) {
    throw new BenchError(
      'RUN_FAILED',
      `the demo at batch ${batch} did not succeed: ${String(error)}`,
      { batch },
      { cause: error },
    );
  }
}

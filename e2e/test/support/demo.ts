import { expect } from '@jest/globals';
import { z } from 'zod';
import { runProgram } from './program.ts';

export const DEMO = 'devnet/src/demo/main.ts';
const planck = z.string().transform(BigInt);
const result = z.object({
  ok: z.boolean(),
  findings: z.array(z.string()),
  provider: z.string(),
  model: z.object({ id: z.int(), name: z.string() }),
  bids: z.array(z.object({ provider: z.string(), price: planck })),
  accuracy: z.object({ right: z.int(), of: z.int() }),
  payments: z.object({
    units: z.int(),
    provider: planck,
    modelOwner: planck,
    treasury: planck,
    refunded: planck,
    escrow: planck,
  }),
  latency: z.record(z.string(), z.object({ p50: z.number(), p95: z.number() })),
});

/** What a demo that ended well printed. */
export type DemoResult = z.output<typeof result>;

/** Runs the demo against the devnet on this state folder; it has to end well. */
export async function demo(state: string, ...args: string[]): Promise<DemoResult> {
  const { code, stdout, stderr } = await runProgram(DEMO, ['--json', '--state', state, ...args]);
  const answer = stdout === '' ? undefined : result.parse(JSON.parse(stdout));
  expect({ code, stderr, findings: answer?.findings }).toEqual({ code: 0, stderr: '', findings: [] });
  return result.parse(JSON.parse(stdout));
}

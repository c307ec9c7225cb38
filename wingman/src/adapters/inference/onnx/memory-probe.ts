import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { RunMessage, WireTensor, WorkerInit, WorkerMessage } from './worker-protocol.ts';

/** What a process that measures is sent. */
export interface ProbeTask {
  readonly init: WorkerInit;
  /** Inputs of one run after the other. */
  readonly runs: readonly (readonly WireTensor[])[];
}

/** Its one message: what the process grew by at most, or why the model can't be loaded. */
export type ProbeResult = { readonly bytes: number } | { readonly failed: string };

const KIB = 1024;

/** The largest resident set so far. On Linux what `getrusage` says counts the parent's, as it was when this was started. */
function mostBytes(): number {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kib !== undefined) return Number(kib) * KIB;
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS * KIB;
}

/**
 * A process that loads a model in a thread as the bot does, runs it and ends. Nothing else is in it, so that what it grows by
 * is the model's; and it imports nothing, as it is started for each model that is new.
 */
process.once('message', ({ init, runs }: ProbeTask) => {
  const before = process.memoryUsage.rss();
  const thread = new Worker(new URL('./onnx-worker.ts', import.meta.url), { workerData: init });
  const end = (result: ProbeResult) => process.send?.(result, () => process.exit(0));
  let next = 0;
  thread.on('error', ({ message }) => end({ failed: message }));
  // Inputs that it refuses say nothing of its memory; the benchmark tells of them.
  thread.on('message', (message: WorkerMessage) => {
    if (message.type === 'load-failed') return end({ failed: message.reason });
    const inputs = runs[next];
    if (!inputs) return end({ bytes: Math.max(0, mostBytes() - before) });
    const run: RunMessage = { id: next++, inputs };
    return thread.postMessage(run);
  });
});

import { fork } from 'node:child_process';
import type { ProbeResult, ProbeTask } from './memory-probe.ts';

const PROBE = new URL('./memory-probe.ts', import.meta.url);
/** For the largest models on the slowest disks. */
const TIMEOUT_MS = 600_000;

/**
 * Bytes that a model takes at most, loaded and run. Rejects with a TypeError that says why it can't be: a process that died
 * of it is one that this process was spared.
 */
export async function measureMemory(task: ProbeTask): Promise<number> {
  const child = fork(PROBE, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const result = await new Promise<ProbeResult>((resolve) => {
    child.once('message', (message) => resolve(message as ProbeResult));
    child.once('error', (error) => resolve({ failed: error.message }));
    child.once('exit', (code, signal) =>
      resolve({ failed: `the process that measured its memory ended by ${signal ?? `code ${code}`}` }),
    );
    child.send(task, (error) => error && resolve({ failed: error.message }));
  });
  if ('bytes' in result) return result.bytes;
  throw new TypeError(result.failed);
}

import { cryptoWaitReady } from '@polkadot/util-crypto';
import { NativeExecutor } from './executor/native-executor.ts';
import { suspendingWebAssembly } from './executor/suspension.ts';
import type { RunTask } from './executor/task.ts';

type Module = typeof import('@acala-network/chopsticks-core');

/** Chopsticks as a value: it is imported late, since its import reads the environment and starts a log thread. */
export type Chopsticks = Omit<Module, 'runTask'> & { readonly runTask: RunTask };

/**
 * Loads Chopsticks with its own log silenced: it writes to stdout, which here carries the ready line only, and what it
 * would say comes to us as errors anyway. Calls into the runtime, its own too, are run by `NativeExecutor` where
 * this machine's V8 can.
 */
export async function loadChopsticks(env: NodeJS.ProcessEnv): Promise<Chopsticks> {
  const module = await importSilently(env);
  const wasm = suspendingWebAssembly();
  if (wasm === null) return { ...module, runTask: interpreting(module) };
  await cryptoWaitReady();
  const { runTask } = new NativeExecutor(wasm, (entries, version) =>
    module.calculateStateRoot(entries, version as Parameters<Module['calculateStateRoot']>[1]),
  );
  callBy(module, runTask);
  return { ...module, runTask };
}

async function importSilently(env: NodeJS.ProcessEnv): Promise<Module> {
  const before = env.LOG_LEVEL;
  env.LOG_LEVEL = 'fatal';
  try {
    return await import('@acala-network/chopsticks-core');
  } finally {
    if (before === undefined) delete env.LOG_LEVEL;
    else env.LOG_LEVEL = before;
  }
}

/** Chopsticks' own executor. */
export function interpreting(module: Module): RunTask {
  return (task, backend) =>
    module.runTask(
      {
        ...task,
        calls: task.calls.map(([name, parts]): [string, `0x${string}`[]] => [name, [...parts]]),
        allowUnresolvedImports: false,
        runtimeLogLevel: 0,
      },
      { ...module.emptyTaskHandler, ...backend } as Parameters<Module['runTask']>[1],
    ) as unknown as ReturnType<RunTask>;
}

/** Chopsticks takes no executor: the one place where a block calls its runtime is replaced. */
function callBy({ Block, taskHandler }: Module, runTask: RunTask): void {
  Block.prototype.call = async function (method, args, mockSignatureHost = false) {
    const wasm = await this.wasm;
    const task = {
      wasm,
      calls: [[method, args]],
      mockSignatureHost: mockSignatureHost || this.chain.mockSignatureHost,
    } as const;
    const response = await runTask(task, taskHandler(this) as Parameters<RunTask>[1]);
    if ('Error' in response) throw new TypeError(response.Error);
    return response.Call as unknown as Awaited<ReturnType<typeof this.call>>;
  };
}

import { zstdDecompressSync } from 'node:zlib';
import { compactToU8a } from '@polkadot/util';
import { GuestMemory, unpack } from './guest-memory.ts';
import { type Host, hostFunctions } from './host-functions.ts';
import { Overlay } from './overlay.ts';
import type { Exported, Memory, Module, SuspendingWebAssembly } from './suspension.ts';
import {
  type Backend,
  fromHex,
  type Hex,
  type RunTask,
  type RuntimeTask,
  type TaskResponse,
  toHex,
} from './task.ts';

/** Before the zstd frame of a compressed runtime. */
const COMPRESSED = '0x52bc537646db8e05';
const COMPRESSED_HEX_DIGITS = 2 + 16;
/** 64 kB each, of which only what is touched is taken from the machine: the runtime's own and 128 MB of heap. */
const MEMORY_PAGES = 2048 + 256;
/** Each has a memory, for which V8 sets aside 10 GB of addresses: hundreds at once would find none. */
const TASKS_AT_ONCE = 8;
/** A runtime, the next one, and those that tests compile. */
const KEPT_MODULES = 4;

type RootOf = (entries: [Hex, Hex][], stateVersion: number) => Promise<string>;

/**
 * Runs calls into a runtime in V8, which compiles the Wasm once. Chopsticks' own executor interprets it, in Wasm, and
 * parses it again for each task: a fifth of a second of the machine's time for a block, a validation, or a call.
 * Answers are the same but for the root of the state, which neither computes.
 */
export class NativeExecutor {
  readonly #wasm: SuspendingWebAssembly;
  readonly #rootOf: RootOf;
  readonly #modules = new Map<Hex, Module>();
  readonly #idle: Memory[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param rootOf root of the trie of these keys and values */
  constructor(wasm: SuspendingWebAssembly, rootOf: RootOf) {
    this.#wasm = wasm;
    this.#rootOf = rootOf;
  }

  readonly runTask: RunTask = async (task, backend) => {
    if (this.#running >= TASKS_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await this.#run(task, backend);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  };

  async #run(task: RuntimeTask, backend: Backend): Promise<TaskResponse> {
    const overlay = new Overlay(backend);
    const logs: string[] = [];
    let result: Uint8Array = new Uint8Array();
    try {
      for (const [name, parts] of task.calls) result = await this.#call(task, name, parts, { overlay, logs });
    } catch (error) {
      return { Error: [...logs, String(error)].join('\n') };
    }
    return {
      Call: {
        result: toHex(result),
        storageDiff: overlay.changes(),
        offchainStorageDiff: [],
        runtimeLogs: logs,
      },
    };
  }

  async #call(
    task: RuntimeTask,
    name: string,
    parts: readonly Hex[],
    { overlay, logs }: { overlay: Overlay; logs: string[] },
  ): Promise<Uint8Array> {
    const memory = this.#idle.pop() ?? new this.#wasm.Memory({ initial: MEMORY_PAGES });
    let host: Host | undefined;
    const instance = new this.#wasm.Instance(this.#module(task.wasm), {
      env: { memory, ...this.#imports(() => host as Host) },
    });
    const heapBase = (instance.exports.__heap_base as { readonly value: number }).value;
    const guest = new GuestMemory(memory.buffer, heapBase);
    host = {
      memory: guest,
      overlay,
      mockSignatures: task.mockSignatureHost,
      log: (message) => logs.push(message),
      listRoot: (items, stateVersion) => this.#listRoot(items, stateVersion),
      versionOf: (wasm) => this.#versionOf(wasm),
    };
    try {
      const exported = instance.exports[name];
      if (typeof exported !== 'function') throw new TypeError(`the runtime has no function ${name}`);
      const argument = Buffer.concat(parts.map(fromHex));
      const answer = await this.#wasm.promising(exported as Exported)(guest.store(argument), argument.length);
      return guest.read(...unpack(answer as bigint));
    } finally {
      // The next instance starts from memory that is zero.
      new Uint8Array(memory.buffer).fill(0, 0, guest.end);
      this.#idle.push(memory);
    }
  }

  #imports(host: () => Host): Record<string, unknown> {
    const { plain, waiting } = hostFunctions(host);
    const suspending = Object.entries(waiting).map(([name, imported]) => [
      name,
      new this.#wasm.Suspending(imported),
    ]);
    return { ...plain, ...Object.fromEntries(suspending) };
  }

  #module(wasm: Hex): Module {
    const known = this.#modules.get(wasm);
    if (known) return known;
    const binary = wasm.startsWith(COMPRESSED)
      ? zstdDecompressSync(Buffer.from(wasm.slice(COMPRESSED_HEX_DIGITS), 'hex'))
      : fromHex(wasm);
    const module = new this.#wasm.Module(new Uint8Array(binary));
    const [oldest] = this.#modules.keys();
    if (oldest !== undefined && this.#modules.size >= KEPT_MODULES) this.#modules.delete(oldest);
    this.#modules.set(wasm, module);
    return module;
  }

  async #listRoot(items: readonly Uint8Array[], stateVersion: number): Promise<Uint8Array> {
    const entries = items.map((item, index): [Hex, Hex] => [toHex(compactToU8a(index)), toHex(item)]);
    return fromHex(await this.#rootOf(entries, stateVersion));
  }

  async #versionOf(wasm: Uint8Array): Promise<Uint8Array | null> {
    const task = { wasm: toHex(wasm), calls: [['Core_version', []]], mockSignatureHost: false } as const;
    // Inside a task that has its place already.
    const response = await this.#run(task, NOTHING);
    return 'Call' in response ? fromHex(response.Call.result) : null;
  }
}

const NOTHING: Backend = { getStorage: async () => undefined, getNextKey: async () => undefined };

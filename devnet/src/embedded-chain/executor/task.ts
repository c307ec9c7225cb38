export type Hex = `0x${string}`;

/** Calls into a runtime, one after another on the same storage, as Chopsticks' `runTask` takes them. */
export interface RuntimeTask {
  /** The runtime as it stands under `:code`, compressed or not. */
  readonly wasm: Hex;
  /** Exported function and its argument, in parts. */
  readonly calls: readonly (readonly [string, readonly Hex[]])[];
  /** Whether every signature counts as good. */
  readonly mockSignatureHost: boolean;
}

/** Where a task reads what it hasn't written itself. */
export interface Backend {
  getStorage(key: Hex): Promise<string | undefined>;
  /** The first key after `key` that begins with `prefix`; with `0x`, with what `key` begins with. */
  getNextKey(prefix: Hex, key: Hex): Promise<string | undefined>;
}

/** Answer of the last call, and what all of them changed; null deletes. */
export interface TaskAnswer {
  readonly result: Hex;
  readonly storageDiff: [Hex, Hex | null][];
  readonly offchainStorageDiff: [Hex, Hex | null][];
  readonly runtimeLogs: readonly string[];
}

export type TaskResponse = { readonly Call: TaskAnswer } | { readonly Error: string };
export type RunTask = (task: RuntimeTask, backend: Backend) => Promise<TaskResponse>;

export const toHex = (bytes: Uint8Array): Hex =>
  `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
export const fromHex = (hex: string): Uint8Array => Buffer.from(hex.slice(2), 'hex');

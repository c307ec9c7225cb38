import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Compiled Wasm. */
export type Module = object;
export interface Memory {
  readonly buffer: ArrayBuffer;
}
export type Exported = (...args: unknown[]) => unknown;
export type Imported = (...args: never[]) => unknown;

/**
 * WebAssembly that can wait for a promise in the middle of a call (JavaScript Promise Integration): a runtime reads
 * storage by plain calls, and storage here is asynchronous. The part that is used: TypeScript has it for pages only.
 */
export interface SuspendingWebAssembly {
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Memory: new (pages: { readonly initial: number }) => Memory;
  readonly Instance: new (
    module: Module,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Suspending: new (imported: Imported) => object;
  promising(exported: Exported): (...args: unknown[]) => Promise<unknown>;
}

/** @returns null where V8 has none. Node 24 has it behind a flag, which counts for contexts made from then on. */
export function suspendingWebAssembly(): SuspendingWebAssembly | null {
  const own = ownWebAssembly(globalThis);
  if (own) return own;
  setFlagsFromString('--experimental-wasm-jspi');
  return ownWebAssembly(runInNewContext('globalThis'));
}

function ownWebAssembly(realm: object): SuspendingWebAssembly | null {
  const { WebAssembly: found } = realm as { WebAssembly?: object };
  return found && 'Suspending' in found ? (found as SuspendingWebAssembly) : null;
}

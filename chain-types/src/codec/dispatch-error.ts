import type { Registry } from '@polkadot/types/types';
import { hexToU8a } from '@polkadot/util';
import type { DispatchFailure } from '../errors.ts';

/** `DispatchError` as `toPlain` gives it. */
export type PlainDispatchError =
  | string
  | { readonly kind: 'Module'; readonly value?: unknown; readonly index?: number; readonly error?: string }
  | { readonly kind: string; readonly value?: unknown };

/** Names the pallet's own error; errors of the runtime itself are named after their kind: `Token.FundsUnavailable`. */
export function nameDispatchError(registry: Registry, error: PlainDispatchError): DispatchFailure {
  if (typeof error === 'string') return { pallet: 'runtime', name: error, docs: '' };
  if (error.kind === 'Module') {
    const { index, error: bytes } = error as { index: number; error: `0x${string}` };
    try {
      // The first of the four bytes is the error's number within its pallet.
      const found = registry.findMetaError(new Uint8Array([index, hexToU8a(bytes)[0] ?? 0]));
      return { pallet: found.section, name: found.method, docs: found.docs.join(' ').trim() };
    } catch {
      return { pallet: `pallet ${index}`, name: `error ${bytes}`, docs: '' };
    }
  }
  return { pallet: error.kind, name: String(error.value ?? ''), docs: '' };
}

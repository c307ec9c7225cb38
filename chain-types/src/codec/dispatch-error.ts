import type { Registry } from '@polkadot/types/types';
import { hexToU8a } from '@polkadot/util';
import type { DispatchFailure } from '../errors.ts';
import type { Hex } from '../model/ids.ts';

/** `DispatchError` as `toPlain` gives it. */
export interface PlainDispatchError {
  readonly kind: string;
  readonly value?: unknown;
  /** Of a pallet's own error: the pallet's number. */
  readonly index?: number;
  /** Of a pallet's own error: four bytes. */
  readonly error?: Hex;
}

/** Names the pallet's own error; errors of the runtime itself are named after their kind: `Token.FundsUnavailable`. */
export function nameDispatchError(registry: Registry, error: PlainDispatchError): DispatchFailure {
  const { index, error: bytes } = error;
  if (index !== undefined && bytes !== undefined) {
    try {
      // The first of the four bytes is the error's number within its pallet.
      const found = registry.findMetaError(new Uint8Array([index, hexToU8a(bytes)[0] ?? 0]));
      return { pallet: found.section, name: found.method, docs: found.docs.join(' ').trim() };
    } catch {
      return { pallet: `pallet ${index}`, name: `error ${bytes}`, docs: '' };
    }
  }
  if (!('value' in error)) return { pallet: 'runtime', name: error.kind, docs: '' };
  return { pallet: error.kind, name: String(error.value), docs: '' };
}

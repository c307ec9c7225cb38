import type { Datatype } from './datatype.ts';

/** Bytes in front of the header: its length as u64 LE. */
export const LENGTH_BYTES = 8;
/** The header is padded with spaces to a multiple of this, so that the tensors start aligned. */
export const ALIGN_BYTES = 8;
export const MAX_HEADER_BYTES = 65_536;

/** One tensor of a payload. */
export interface PayloadTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /** Raw little-endian elements, row-major; each BYTES element is a u32 LE length and its bytes. */
  readonly data: Uint8Array;
}

export type PayloadKind = 'request' | 'response';

/**
 * A request or answer of the Open Inference Protocol v2 with binary tensors. On the wire it is
 * `u64 LE header length | JSON header, padded with spaces to 8 bytes | tensors in header order`; from byte 8 on it is what
 * Triton and KServe take, with the length as `Inference-Header-Content-Length`. Its SHA-256 is its name: never re-encode
 * what was received.
 */
export interface Payload {
  readonly kind: PayloadKind;
  readonly id?: string | undefined;
  /** Set in answers. */
  readonly model?: string | undefined;
  readonly tensors: readonly PayloadTensor[];
}

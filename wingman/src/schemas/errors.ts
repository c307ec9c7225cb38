import { AiroError } from '@airo/program';

/** Why bytes are no payload, or none that its reader takes; each code's meaning is its text here. */
export const PAYLOAD_ERRORS = {
  PAYLOAD_EMPTY: 'no bytes, no tensors, or a tensor without elements',
  PAYLOAD_TRUNCATED: 'the bytes end before the header or the tensors do',
  PAYLOAD_TRAILING_BYTES: 'bytes are left over after the last tensor',
  PAYLOAD_TOO_LARGE: 'more bytes than the reader takes',
  PAYLOAD_HEADER_INVALID: 'the header is no JSON of the Open Inference Protocol, or not padded to 8 bytes',
  PAYLOAD_DATATYPE_UNKNOWN: 'a tensor names a datatype that the protocol does not have',
  PAYLOAD_SIZE_MISMATCH: 'a tensor has other than shape × element size bytes',
  PAYLOAD_OVERFLOW: 'a length or a shape is larger than can be counted',
  PAYLOAD_NOT_FINITE: 'a tensor holds NaN or infinity',
} as const;
export type PayloadErrorCode = keyof typeof PAYLOAD_ERRORS;

export interface PayloadErrorData {
  readonly tensor?: string;
  readonly expected?: number;
  readonly actual?: number;
}

/** The sender's mistake: the same bytes will never do. */
export class PayloadError extends AiroError<PayloadErrorCode, PayloadErrorData> {
  override readonly name = 'PayloadError';
}

export const MANIFEST_ERRORS = {
  MANIFEST_NOT_JSON: 'the bytes are no JSON',
  MANIFEST_INVALID: 'a field is missing, unknown or out of range',
  MANIFEST_NOT_CANONICAL:
    'the fields are right, but the bytes are not sorted and spaceless, so their hash is another one',
} as const;
export type ManifestErrorCode = keyof typeof MANIFEST_ERRORS;

export class ManifestError extends AiroError<ManifestErrorCode, { readonly problems: readonly string[] }> {
  override readonly name = 'ManifestError';
}

/** Why a signed statement is not to be believed; each code's meaning is its text here. */
export const STATEMENT_ERRORS = {
  STATEMENT_MALFORMED: 'the answer is no signed statement of the kind that was asked for',
  STATEMENT_OTHER_PROVIDER: 'it is of another provider than the one that was asked',
  STATEMENT_OTHER_CHAIN: 'it is about another chain',
  STATEMENT_OTHER_QUESTION: 'it answers another question than the one that was asked',
  STATEMENT_EXPIRED: 'it counts no more, or not yet',
  STATEMENT_SIGNATURE_WRONG: 'the provider did not sign it',
} as const;
export type StatementErrorCode = keyof typeof STATEMENT_ERRORS;

export class StatementError extends AiroError<StatementErrorCode, object> {
  override readonly name = 'StatementError';
}

import { AiroError } from '@airo/program';

export type OwnerErrorCode =
  /** The file has no bytes. */
  | 'FILE_EMPTY'
  /** More bytes than a page can hold. */
  | 'FILE_TOO_LARGE'
  /** A graph that takes nothing. */
  | 'MODEL_WITHOUT_INPUT'
  /** The bytes are registered already. */
  | 'MODEL_TAKEN'
  /** The model that this one is said to be made from is not on the chain. */
  | 'NO_SUCH_PARENT'
  /** The account can't pay the deposits. */
  | 'BALANCE_TOO_LOW'
  /** ONNX Runtime refused the model or its inputs. */
  | 'REFERENCE_FAILED'
  /** The answer holds numbers that are none. */
  | 'REFERENCE_NOT_FINITE'
  /** The run took too long. */
  | 'REFERENCE_TIMEOUT'
  /** The chain took the model and told no number. */
  | 'NO_NUMBER';

/** What keeps a model from being registered here; the message says what to do. */
export class OwnerError extends AiroError<OwnerErrorCode, { readonly model?: number }> {
  override readonly name = 'OwnerError';
}

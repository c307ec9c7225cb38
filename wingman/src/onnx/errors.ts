import { AiroError } from '@airo/program';

/** Why a file can't be offered as a model; each code's meaning is its text here. */
export const ONNX_ERRORS = {
  ONNX_NOT_A_MODEL: 'the bytes are no ONNX file, or one without a graph',
  ONNX_OPSET_UNSUPPORTED: 'the graph needs operators of a version that the runtime does not have',
  ONNX_EXTERNAL_DATA: 'the weights are in another file; a model must be one file',
  ONNX_UNSUPPORTED_TENSOR: 'an input, output or weight has a type or shape that the protocol cannot say',
} as const;
export type OnnxErrorCode = keyof typeof ONNX_ERRORS;

export class OnnxError extends AiroError<OnnxErrorCode, { readonly name?: string; readonly opset?: number }> {
  override readonly name = 'OnnxError';
}

/** Reads model files without running them; works in Node and in browsers. */
export { ONNX_ERRORS, OnnxError, type OnnxErrorCode } from './errors.ts';
export { inspectOnnx, MAX_OPSET, MIN_OPSET, type OnnxModel } from './inspect.ts';
export { defaultTolerance, type ManifestFacts, manifestFromOnnx } from './manifest-from-onnx.ts';
export { type Initialiser, weightsRoot } from './weights-root.ts';
export { type GraphInit, type NodeInit, type TensorInit, type WeightInit, writeOnnx } from './write.ts';

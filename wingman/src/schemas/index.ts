/** Wingman's face for other workspaces: formats and schemas. Imports no runtime, queue or chain library. */
export { ALERT_KINDS, type AlertKind, type AlertPayload, alertPayloadSchema } from './alerts.ts';
export { canonicalJson, type Json } from './canonical-json.ts';
export type { Config, ConfigVersion } from './config.ts';
export { DATATYPES, type Datatype, datatypeSchema, ELEMENT_BYTES, isDatatype } from './datatype.ts';
export {
  MANIFEST_ERRORS,
  ManifestError,
  type ManifestErrorCode,
  PAYLOAD_ERRORS,
  PayloadError,
  type PayloadErrorCode,
  STATEMENT_ERRORS,
  StatementError,
  type StatementErrorCode,
} from './errors.ts';
export {
  encodeManifest,
  type ModelManifest,
  manifestHash,
  modelManifestSchema,
  parseManifest,
  type TensorSpec,
  type Tolerance,
  tensorSpecSchema,
} from './model-manifest.ts';
export { type DecidedStage, ORDER_REASONS, type OrderReason, stageOf } from './order-reasons.ts';
export type { Payload, PayloadKind, PayloadTensor } from './payload.ts';
export { type DecodeOptions, decodePayload } from './payload-decode.ts';
export { encodePayload } from './payload-encode.ts';
export { classScores, encodePictures, type PictureInput, pictureInputOf } from './pictures.ts';
export type { PricingConfig } from './pricing.ts';
export {
  restAgreementSchema,
  restConfigSchema,
  restDecisionCountSchema,
  restDecisionSchema,
  restEarningsSchema,
  restHealthSchema,
  restModelSchema,
  restRequestSchema,
} from './rest.ts';
export { restCallerSchema } from './rest-access.ts';
export { botEventSchema, logLineSchema } from './rest-events.ts';
export { restBreakerSchema, restControlSchema } from './rest-guard.ts';
export { restPreviewSchema, restReplaySchema } from './rest-pricing.ts';
export { mayAct, type Role } from './roles.ts';
export { type Sha256, sha256, sha256Schema } from './sha256.ts';
export {
  type BidPolicy,
  type Quote,
  type QuoteQuestion,
  type Signed,
  verifyBidPolicy,
  verifyQuote,
} from './statements.ts';
export { joinBytes, splitBytes } from './tensor-bytes.ts';
export { type NumericDatatype, type NumericValues, tensorOf, tensorValues } from './tensor-values.ts';

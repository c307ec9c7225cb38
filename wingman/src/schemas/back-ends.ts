import { z } from 'zod';

/** Execution providers of ONNX Runtime, the fastest first. */
export const DEVICES = ['tensorrt', 'cuda', 'cpu'] as const;
export type Device = (typeof DEVICES)[number];

const MIB = 1024 * 1024;

const server = {
  /** With everything in front of `/v2`, or `/v1` included for OpenAI's interface. */
  url: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => !/[?#]|\/\/[^/]*@/.test(url),
      'takes no password, query or fragment; a token comes by tokenFile',
    )
    .transform((url) => url.replace(/\/+$/, '')),
  /** The server's name for the model. */
  name: z.string().min(1).max(256),
  /** File with a bearer token; read for each call, so that it can be changed. */
  tokenFile: z.string().min(1).optional(),
  /** Of one call, answer included. */
  timeoutMs: z.int().min(100).max(3_600_000).default(30_000),
  /** Calls at once. */
  concurrency: z.int().min(1).max(1_024).default(4),
  /** A longer answer is an error. */
  maxAnswerBytes: z
    .int()
    .positive()
    .max(1_024 * MIB)
    .default(64 * MIB),
};

const onnxSchema = z.strictObject({
  backend: z.literal('onnx'),
  /** Tried in this order. */
  devices: z.array(z.enum(DEVICES)).min(1).optional(),
  /** Of one run; default: the setting `threads`. */
  threads: z.int().min(1).max(256).optional(),
});

const oipSchema = z.strictObject({
  backend: z.literal('oip'),
  ...server,
  version: z.string().min(1).max(64).optional(),
  /** Tensors as bytes; default: when the server says that it has the extension. */
  binary: z.boolean().optional(),
});
export type OipSettings = z.output<typeof oipSchema>;

const openaiSchema = z.strictObject({ backend: z.literal('openai'), ...server });
export type OpenaiSettings = z.output<typeof openaiSchema>;

/** What the two back ends that call a server have in common. */
export type ServerSettings = Omit<OpenaiSettings, 'backend'>;

/** What runs which model; models that aren't named run by `onnx`. */
export const backEndsSchema = z.strictObject({
  /** By number. */
  models: z.record(
    z.string().regex(/^\d{1,10}$/, 'models are named by number'),
    z.discriminatedUnion('backend', [onnxSchema, oipSchema, openaiSchema]),
  ),
});
export type BackEnds = z.output<typeof backEndsSchema>;

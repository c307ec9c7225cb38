import { z } from 'zod';

/** Datatypes of the Open Inference Protocol v2 with the bytes of one element; BYTES elements carry their own length. */
export const ELEMENT_BYTES = {
  BOOL: 1,
  UINT8: 1,
  UINT16: 2,
  UINT32: 4,
  UINT64: 8,
  INT8: 1,
  INT16: 2,
  INT32: 4,
  INT64: 8,
  FP16: 2,
  FP32: 4,
  FP64: 8,
  BYTES: null,
} as const;

export type Datatype = keyof typeof ELEMENT_BYTES;
export const DATATYPES = Object.keys(ELEMENT_BYTES) as Datatype[];
export const datatypeSchema = z.enum(DATATYPES);

export function isDatatype(text: string): text is Datatype {
  return Object.hasOwn(ELEMENT_BYTES, text);
}

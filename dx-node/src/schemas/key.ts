import { z } from 'zod';

/** SHA-256 of a blob's bytes as `0x` and 64 lower-case hex digits: its name on Dx, an H256 on chain. */
export type DxKey = `0x${string}`;

/** Parses a key; hex digits of either case come out lower-case. */
export const dxKeySchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'a key is 0x and 64 hex digits: the SHA-256 of the bytes')
  .transform((key): DxKey => `0x${key.slice(2).toLowerCase()}`);

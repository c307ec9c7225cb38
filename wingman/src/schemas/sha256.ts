import { z } from 'zod';

/** 0x and 64 lower-case hex digits. */
export type Sha256 = `0x${string}`;

export const sha256Schema = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, 'a SHA-256 is 0x and 64 lower-case hex digits')
  .transform((text) => text as Sha256);

/** The name of bytes on Dx. Runs in Node and in browsers. */
export async function sha256(bytes: Uint8Array): Promise<Sha256> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return toHex(new Uint8Array(digest));
}

export function toHex(bytes: Uint8Array): Sha256 {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { WingmanError } from '../../errors.ts';

const CIPHER = 'aes-256-gcm';
const [KEY_BYTES, SALT_BYTES, NONCE_BYTES] = [32, 16, 12];
/** 32 MiB and a tenth of a second for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const sealedSchema = z.strictObject({
  cipher: z.literal(CIPHER),
  kdf: z.literal('scrypt-32768-8-1'),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  text: z.base64(),
});

/** The text, readable only with the password. */
export function seal(text: string, password: string): string {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv(CIPHER, scryptSync(password, salt, KEY_BYTES, COST), nonce);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const base64 = (part: Buffer) => part.toString('base64');
  const parts = {
    salt: base64(salt),
    nonce: base64(nonce),
    tag: base64(cipher.getAuthTag()),
    text: base64(bytes),
  };
  return JSON.stringify({ cipher: CIPHER, kdf: 'scrypt-32768-8-1', ...parts });
}

/** @throws WingmanError BACKUP_PASSWORD */
export function unseal(sealed: string, password: string): string {
  try {
    const parts = sealedSchema.parse(JSON.parse(sealed));
    const bytes = (part: string) => Buffer.from(part, 'base64');
    const key = scryptSync(password, bytes(parts.salt), KEY_BYTES, COST);
    const decipher = createDecipheriv(CIPHER, key, bytes(parts.nonce)).setAuthTag(bytes(parts.tag));
    return Buffer.concat([decipher.update(bytes(parts.text)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new WingmanError(
      'BACKUP_PASSWORD',
      'the password is not that of the backup: it is that of the keystore when the backup was made',
      {},
      { cause },
    );
  }
}

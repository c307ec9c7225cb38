import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Hex } from '@airo/chain-types';
import { z } from 'zod';
import { CliError } from './errors.ts';

const pem = z.string().startsWith('-----BEGIN PRIVATE KEY-----');
const fileSchema = z.strictObject({ receipt: pem, hpke: pem });

/** Public keys of a provider's profile. Their private halves stay in a file that only its owner can read. */
export interface ServiceKeys {
  /** Ed25519: signs receipts. */
  readonly receiptKey: Hex;
  /** X25519: what payloads are sealed for. */
  readonly hpkeKey: Hex;
}

/** The keys in the file; made when there is none. @throws CliError CLI_USAGE when the file is something else */
export async function serviceKeys(path: string): Promise<ServiceKeys> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) return publicHalves(parse(path, text));
  const keys = { receipt: newKey('ed25519'), hpke: newKey('x25519') };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(keys, null, 2), { mode: 0o600 });
  return publicHalves(keys);
}

function parse(path: string, text: string): z.output<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError(
      'CLI_USAGE',
      `${path} holds no service keys: move it away to make new ones`,
      { path },
      { cause },
    );
  }
}

function newKey(type: 'ed25519' | 'x25519'): string {
  const encoding = { type: 'pkcs8', format: 'pem' } as const;
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return privateKey.export(encoding).toString();
}

function publicHalves({ receipt, hpke }: z.output<typeof fileSchema>): ServiceKeys {
  const raw = (text: string): Hex => {
    const { x = '' } = createPublicKey(createPrivateKey(text)).export({ format: 'jwk' });
    return `0x${Buffer.from(x, 'base64url').toString('hex')}`;
  };
  return { receiptKey: raw(receipt), hpkeKey: raw(hpke) };
}

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { DxError } from '../../errors.ts';

/** The node's key from its file, readable by the owner only; made on the first start. Throws DX_STORE. */
export async function loadOrCreatePeerKey(path: string): Promise<PrivateKey> {
  const stored = await readIfThere(path);
  if (stored === undefined) return create(path);
  try {
    return privateKeyFromProtobuf(stored);
  } catch (error) {
    const message = `${path} holds no peer key: restore it, or remove it to get a new peer id`;
    throw new DxError('DX_STORE', message, { path }, { cause: error });
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DxError('DX_STORE', `${path} can't be read: check who owns it`, { path }, { cause: error });
  }
}

async function create(path: string): Promise<PrivateKey> {
  const key = await generateKeyPair('Ed25519');
  const tmpPath = `${path}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(tmpPath, 'w', 0o600);
    try {
      await file.writeFile(privateKeyToProtobuf(key));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(tmpPath, path);
  } catch (error) {
    throw new DxError(
      'DX_STORE',
      `${path} can't be written: check the data folder`,
      { path },
      { cause: error },
    );
  }
  return key;
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { WingmanError } from '../../errors.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import { type TokenEntry, tokenEntrySchema, tokensFileSchema } from '../../schemas/rest-access.ts';
import type { Role } from '../../schemas/roles.ts';

const TOKEN_BYTES = 32;
/** Lets scanners of leaked secrets know it. */
const PREFIX = 'wingman_';

const digest = (token: string) => createHash('sha256').update(token).digest();

/**
 * Tokens of a file of hashes, and one more that the settings name. The file is read again when it has changed, so that a
 * token is good, or no longer, with the next request. A token is 256 bits of chance, which no table has and nobody counts
 * through: one round of SHA-256 is enough.
 * @param owner token of the settings; undefined for none
 */
export function openTokens(path: string, owner: string | undefined, now: () => number): AccessTokens {
  const fixed: TokenEntry[] =
    owner === undefined
      ? []
      : [
          {
            name: 'rest-token',
            role: 'owner',
            hash: digest(owner).toString('hex'),
            created: 0,
            expires: null,
          },
        ];
  let known: { readonly version: string; readonly tokens: readonly TokenEntry[] } | null = null;

  async function entries(): Promise<readonly TokenEntry[]> {
    const version = await versionOf(path);
    if (known?.version !== version) known = { version, tokens: await readTokens(path) };
    return [...fixed, ...known.tokens];
  }

  return {
    any: async () => (await entries()).length > 0,
    async callerOf(token) {
      const hash = digest(token);
      let found: TokenEntry | null = null;
      // All of them, so that the time tells nothing of which it was.
      for (const entry of await entries()) {
        if (timingSafeEqual(hash, Buffer.from(entry.hash, 'hex'))) found = entry;
      }
      if (!found || (found.expires !== null && found.expires <= now())) return null;
      return { name: found.name, role: found.role };
    },
  };
}

/** @returns the token, which is nowhere else @throws WingmanError TOKENS_UNREADABLE, TOKEN_NAME_TAKEN */
export async function addToken(
  path: string,
  wanted: { readonly name: string; readonly role: Role; readonly expires: number | null },
  now: number,
): Promise<string> {
  const tokens = await readTokens(path);
  if (tokens.some(({ name }) => name === wanted.name)) {
    throw new WingmanError(
      'TOKEN_NAME_TAKEN',
      `there is a token "${wanted.name}": take another name, or remove it first`,
      {},
    );
  }
  const token = `${PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  const entry = tokenEntrySchema.parse({ ...wanted, hash: digest(token).toString('hex'), created: now });
  await writeTokens(path, [...tokens, entry]);
  return token;
}

/** @returns whether it was there @throws WingmanError TOKENS_UNREADABLE */
export async function removeToken(path: string, name: string): Promise<boolean> {
  const tokens = await readTokens(path);
  const left = tokens.filter((entry) => entry.name !== name);
  if (left.length === tokens.length) return false;
  await writeTokens(path, left);
  return true;
}

/** Empty when there is no file. @throws WingmanError TOKENS_UNREADABLE */
export async function readTokens(path: string): Promise<readonly TokenEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw unreadable(path, (cause as Error).message, cause);
  }
  try {
    return tokensFileSchema.parse(JSON.parse(text)).tokens;
  } catch (cause) {
    throw unreadable(
      path,
      cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message,
      cause,
    );
  }
}

/** All or nothing, for the reader too. */
async function writeTokens(path: string, tokens: readonly TokenEntry[]): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(partial, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, path);
}

async function versionOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}/${size}/${mtimeMs}`;
  } catch {
    return 'none';
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
const unreadable = (path: string, why: string, cause: unknown) =>
  new WingmanError('TOKENS_UNREADABLE', `the tokens in ${path} can't be used: ${why}`, { path }, { cause });

import { readFile } from 'node:fs/promises';

/**
 * A secret from the environment, or from a file without its last line break; undefined when neither was named.
 * @param unreadable makes the error for a file that can't be read
 */
export async function readSecret(
  given: { readonly value: string | undefined; readonly file: string | undefined },
  unreadable: (path: string) => Error,
): Promise<string | undefined> {
  if (given.value !== undefined || given.file === undefined) return given.value;
  const text = await readFile(given.file, 'utf8').catch(() => null);
  if (text === null) throw unreadable(given.file);
  return text.replace(/\r?\n$/, '');
}

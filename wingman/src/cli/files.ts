import { readFile, writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { CliError } from './errors.ts';

/** @throws CliError CLI_FILE */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CliError('CLI_FILE', `can't read ${path}: ${(cause as Error).message}`, { path }, { cause });
  }
}

/** @throws CliError CLI_FILE */
export async function writeBytes(path: string, bytes: Uint8Array, mode = 0o644): Promise<void> {
  try {
    await writeFile(path, bytes, { mode });
  } catch (cause) {
    throw new CliError('CLI_FILE', `can't write ${path}: ${(cause as Error).message}`, { path }, { cause });
  }
}

/** @throws CliError CLI_USAGE listing every problem */
export function parseInput<T>(what: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`);
  throw new CliError('CLI_USAGE', `${what} can't be used:\n  ${problems.join('\n  ')}`, {});
}

/** @throws CliError CLI_FILE, CLI_USAGE */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readBytes(path);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new CliError('CLI_USAGE', `${path} is no JSON: ${(cause as Error).message}`, { path }, { cause });
  }
}

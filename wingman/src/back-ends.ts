import { readFile } from 'node:fs/promises';
import { SettingsError } from '@airo/program';
import { type BackEnds, backEndsSchema } from './schemas/back-ends.ts';

const SAMPLE = JSON.stringify({
  models: { 0: { backend: 'oip', url: 'http://127.0.0.1:8000', name: 'fashion-resnet20' } },
});

/** The file that says what runs which model; no file is ONNX Runtime for all. @throws SettingsError */
export async function readBackEnds(path: string | undefined): Promise<BackEnds> {
  if (path === undefined) return { models: {} };
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw wrong([`${path} can't be read as JSON (${(error as Error).message})`]);
  }
  const parsed = backEndsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw wrong(
    parsed.error.issues.map(({ path: at, message }) => `${path}: ${at.join('.') || '(all)'}: ${message}`),
  );
}

function wrong(problems: readonly string[]): SettingsError {
  return new SettingsError(
    'wingman',
    problems.map((problem) => `--back-ends: ${problem}`),
    SAMPLE,
  );
}

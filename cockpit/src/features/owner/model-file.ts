import type { OnnxModel } from '@airo/wingman/onnx';
import { type Sha256, sha256 } from '@airo/wingman/schemas';
import { OwnerError } from './owner-error.ts';

/** A page holds the file, its hash's input and the runtime's copy at once. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** A file that was read and understood. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: Sha256;
  readonly model: OnnxModel;
}

/** @throws OwnerError FILE_EMPTY, FILE_TOO_LARGE, MODEL_WITHOUT_INPUT; OnnxError */
export async function readModelFile(file: File): Promise<ModelFile> {
  if (file.size === 0) throw new OwnerError('FILE_EMPTY', 'The file is empty.', {});
  if (file.size > MAX_FILE_BYTES) {
    throw new OwnerError(
      'FILE_TOO_LARGE',
      `The file has ${mebibytes(file.size)}; a page takes up to ${mebibytes(MAX_FILE_BYTES)}. Register larger ones with "wingman models register".`,
      {},
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { inspectOnnx } = await import('@airo/wingman/onnx');
  const model = await inspectOnnx(bytes);
  if (model.inputs.length === 0) {
    throw new OwnerError(
      'MODEL_WITHOUT_INPUT',
      'The graph takes no input, so there is nothing to ask it.',
      {},
    );
  }
  return { name: file.name, bytes, hash: await sha256(bytes), model };
}

export const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(2)} MiB`;

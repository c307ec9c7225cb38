import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DevnetError } from './errors.ts';

const root = new URL('../../', import.meta.url);
const at = (path: string) => fileURLToPath(new URL(path, root));

/** Files of the checkout that the devnet runs or reads. */
export const FILES = {
  runtime: at('chain/artifacts/airo_runtime.compact.compressed.wasm'),
  chain: at('devnet/src/embedded-chain/main.ts'),
  node: at('devnet/src/airo-node/main.ts'),
  dxNode: at('dx-node/src/main.ts'),
  wingman: at('wingman/src/main.ts'),
  wingmanCli: at('wingman/src/cli/main.ts'),
  indexer: at('indexer/src/main.ts'),
  cockpit: at('cockpit/server/main.ts'),
  model: at('models/fashion-resnet20.onnx'),
  manifest: at('models/fashion-resnet20.manifest.json'),
  images: at('models/fashion-test-images-512.u8'),
  labels: at('models/fashion-test-labels-512.u8'),
} as const;

/**
 * Looks before anything is started.
 * @throws DevnetError FILE_MISSING naming every file that isn't there
 */
export function checkFiles(paths: readonly string[] = Object.values(FILES)): void {
  const missing = paths.filter((path) => {
    try {
      accessSync(path, constants.R_OK);
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length > 0) {
    throw new DevnetError(
      'FILE_MISSING',
      `these files are missing or can't be read:\n${missing.map((path) => `  ${path}`).join('\n')}\nGet them back with: git checkout -- chain models`,
      { missing },
    );
  }
}

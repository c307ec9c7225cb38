import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FORBIDDEN = [
  ['chain-types/src', '@airo/dx-node'],
  ['dx-node/src', '@airo/chain-types'],
  ['program/src', '@airo/chain-types'],
  ['wingman/src', '@airo/dx-node'],
  ['wingman/src', '@airo/devnet'],
  ['wingman/src', '../../devnet/src/main.ts'],
  ['wingman/src/domain', '../ports/store.ts'],
  ['wingman/src/ports', '../pipeline/bid.ts'],
  ['wingman/src/pipeline', '../adapters/queue/bull-queue.ts'],
  ['wingman/src/pipeline', 'bullmq'],
  ['wingman/src/adapters/store', '../queue/bull-queue.ts'],
  ['wingman/src/adapters/queue', 'onnxruntime-node'],
  ['wingman/src/adapters/dx', '@polkadot/api'],
  ['wingman/src/adapters/usd', '../dx/dx-blobs.ts'],
  ['dx-node/src/domain', '../adapters/libp2p/node.ts'],
  ['devnet/src', '@polkadot/api'],
  ['bench/src', '@airo/wingman'],
  ['wingman/src', '@airo/chain-types/measure'],
  ['indexer/src', '@airo/wingman/onnx'],
  ['indexer/src/domain', '../ports/index-store.ts'],
  ['indexer/src/pipeline', '../adapters/store/sql-store.ts'],
  ['indexer/src/http', '../adapters/store/sql-reader.ts'],
  ['indexer/src/adapters/dx', '../store/sql-store.ts'],
  ['indexer/src/adapters/store', '@polkadot/api'],
  ['cockpit/src/app', '@airo/chain-types'],
  ['cockpit/src/features/orders', '@airo/chain-types'],
  ['cockpit/src/features/orders', '@polkadot/api'],
  ['cockpit/src/features/orders', '@airo/indexer/measure'],
  ['cockpit/src/features/orders', '../catalogue/model-card.tsx'],
  ['cockpit/src/features/orders', '../../features/catalogue/model-card.tsx'],
  ['cockpit/src/features/orders', '../../app/router.tsx'],
  ['cockpit/src/components', '../features/catalogue/model-card.tsx'],
  ['cockpit/src/components', '@airo/wingman/onnx'],
  ['cockpit/src/wallets', '@polkadot/api'],
  ['cockpit/src/transactions', '../app/router.tsx'],
] as const;

const ALLOWED = [
  ['wingman/src', '@airo/dx-node/schemas'],
  ['wingman/src', '@airo/chain-types'],
  ['wingman/src/adapters/queue', 'bullmq'],
  ['wingman/src/adapters/queue', '../../ports/queue.ts'],
  ['wingman/src/pipeline', '../domain/price.ts'],
  ['chain-types/src', '@polkadot/api'],
  ['devnet/src', '@airo/chain-types'],
  ['bench/src', '@airo/chain-types'],
  ['bench/src', '@airo/chain-types/measure'],
  ['bench/src', '@airo/wingman/catch-up'],
  ['bench/src', '@airo/wingman/simulation'],
  ['bench/src', '@airo/wingman/measure'],
  ['bench/src', '@airo/wingman/schemas'],
  ['bench/src', '@airo/dx-node'],
  ['bench/src', '@airo/dx-node/schemas'],
  ['bench/src', '@airo/wingman/queues'],
  ['bench/src', '@airo/indexer/measure'],
  ['indexer/src', '@airo/wingman/schemas'],
  ['indexer/src/adapters/store', '@airo/program/database'],
  ['cockpit/src/features/orders', '@airo/indexer/schemas'],
  ['cockpit/src/features/orders', '@airo/chain-types/model'],
  ['cockpit/src/features/owner', '@airo/wingman/onnx'],
  ['cockpit/src/features/orders', './bid-table.tsx'],
  ['cockpit/src/features/orders', '../../components/table.tsx'],
  ['cockpit/src/chain', '@airo/chain-types'],
  ['cockpit/src/wallets', '@polkadot/extension-dapp'],
  ['cockpit/src/app', '../features/catalogue/search.ts'],
] as const;

const KINDS = ['import', 'import type'] as const;
const name = (specifier: string, kind: string) => `${`${kind}-${specifier}`.replaceAll(/\W+/g, '-')}.ts`;

/** Plants every import in a folder of its own under our lint settings and returns the files in which a border was hit. */
function plantAll(): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'airo-borders-'));
  try {
    const settings = JSON.parse(readFileSync('biome.json', 'utf8'));
    writeFileSync(
      join(folder, 'biome.json'),
      JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }),
    );
    for (const [where, specifier] of [...FORBIDDEN, ...ALLOWED]) {
      for (const kind of KINDS) {
        const path = join(folder, where, name(specifier, kind));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `${kind} { thing } from '${specifier}';\nexport { thing };\n`);
      }
    }
    const biome = resolve('node_modules/.bin/biome');
    const args = ['lint', '--colors=off', '--reporter=github', '--max-diagnostics=none', '.'];
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
    const hits = [...stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+),/g)];
    return new Set(hits.map(([, file = '']) => file.replaceAll('\\', '/')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('import borders', () => {
  const hit = plantAll();
  const isHit = (where: string, specifier: string, kind: string) =>
    [...hit].some((file) => file.endsWith(`${where}/${name(specifier, kind)}`));

  it.each(FORBIDDEN)('keep %s from importing %s', (where, specifier) => {
    for (const kind of KINDS) expect(isHit(where, specifier, kind)).toBe(true);
  });

  it.each(ALLOWED)('let %s import %s', (where, specifier) => {
    for (const kind of KINDS) expect(isHit(where, specifier, kind)).toBe(false);
  });
});

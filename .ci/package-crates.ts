/**
 * Packs the crates that other chains take into `TARGET_DIR/package`, as `cargo publish` would, and compiles what was packed:
 * the packed files alone must be enough.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CHAIN, cargo, complain, TARGET_DIR } from './chain-build.ts';

const CRATES = [
  'airo-primitives',
  'pallet-models',
  'pallet-providers',
  'pallet-marketplace',
  'pallet-execution',
];
const PACKED = path.join(TARGET_DIR, 'package');
const UNPACKED = path.join(TARGET_DIR, 'unpacked');

/** A workspace in which each crate finds the others among the packed ones, with the versions and settings of ours. */
async function workspaceOf(folders: readonly string[]): Promise<string> {
  const profiles = (await readFile(path.join(CHAIN, 'Cargo.toml'), 'utf8')).match(/^\[profile\.[\s\S]*/m);
  const patches = folders.map((folder) => `${crateOf(folder)} = { path = "${folder}" }`);
  return [
    '[workspace]\nresolver = "2"',
    `members = ${JSON.stringify(folders)}`,
    '[patch.crates-io]',
    ...patches,
    profiles?.[0] ?? '',
  ].join('\n');
}

const crateOf = (folder: string): string => folder.replace(/-\d+\.\d+\.\d+$/, '');

async function main(): Promise<void> {
  await rm(PACKED, { recursive: true, force: true });
  await rm(UNPACKED, { recursive: true, force: true });
  await cargo([
    'package',
    '--quiet',
    '--no-verify',
    '--allow-dirty',
    ...CRATES.flatMap((name) => ['-p', name]),
  ]);
  const files = (await readdir(PACKED)).filter((file) => file.endsWith('.crate')).toSorted();
  const folders = files.map((file) => path.basename(file, '.crate'));
  const absent = CRATES.filter((name) => !folders.map(crateOf).includes(name));
  if (absent.length > 0) return complain(`not packed: ${absent.join(', ')}`);
  await mkdir(UNPACKED, { recursive: true });
  for (const file of files) {
    await promisify(execFile)('tar', ['-xzf', path.join(PACKED, file), '-C', UNPACKED]);
  }
  await writeFile(path.join(UNPACKED, 'Cargo.toml'), await workspaceOf(folders));
  await copyFile(path.join(CHAIN, 'Cargo.lock'), path.join(UNPACKED, 'Cargo.lock'));
  const manifest = path.join(UNPACKED, 'Cargo.toml');
  await cargo(['build', '--quiet', '--release', '--manifest-path', manifest]);
  process.stdout.write(`packed and compiled: ${files.join(' ')}\n`);
}

await main().catch((error: unknown) => complain(error instanceof Error ? error.message : String(error)));

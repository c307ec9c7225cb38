/** What the builds of the runtime and of the node share: where things are, digests of sources, cargo. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
export const CHAIN = path.join(ROOT, 'chain');
export const CACHE = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'airo');
export const TARGET_DIR = process.env.CARGO_TARGET_DIR ?? path.join(CACHE, 'target');

export function complain(what: string): void {
  process.stderr.write(`${what}\n`);
  process.exitCode = 1;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files of the checkout below a folder, relative to the checkout, without build output. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, folder), { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map((entry) => {
      const at = path.posix.join(folder, entry.name);
      if (!entry.isDirectory()) return [at];
      return entry.name === 'target' || entry.name === 'artifacts' ? [] : filesUnder(at);
    }),
  );
  return nested.flat();
}

export const isRustSource = (file: string): boolean =>
  file.endsWith('.rs') || path.basename(file) === 'Cargo.toml' || path.basename(file) === 'Cargo.lock';

/** SHA-256 over names and contents, whatever the order. */
export async function digestOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of files.toSorted()) {
    const content = await readFile(path.join(ROOT, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The node, the tests and the benchmarks aren't compiled into the runtime. */
const isRuntimeSource = (file: string): boolean =>
  isRustSource(file) &&
  !/^chain\/(node|example-runtime|suite)\/|\/tests\/|\/(mock|benchmarking)(\.rs$|\/)/.test(file);

/** Digest of everything the runtime is compiled from. */
export async function digestOfRuntime(): Promise<string> {
  const sources = (await filesUnder('chain')).filter(isRuntimeSource);
  const manifests = (await filesUnder('models')).filter((file) => file.endsWith('.manifest.json'));
  return digestOf([...sources, ...manifests]);
}

/** Panic messages carry source paths: names them alike on every machine. */
function withoutPathsOfThisMachine(): string {
  const cargoHome = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo');
  const names: readonly [string, string][] = [
    [cargoHome, 'cargo'],
    [TARGET_DIR, 'target'],
    [CHAIN, 'chain'],
  ];
  return names.map(([from, to]) => `--remap-path-prefix=${from}=${to}`).join(' ');
}

/** With the Wasm, of the locked versions. */
export const WASM_ENVIRONMENT = {
  SKIP_WASM_BUILD: undefined,
  // Without it the Wasm would be built with whatever versions the registry has newest.
  WASM_BUILD_WORKSPACE_HINT: CHAIN,
  WASM_BUILD_RUSTFLAGS: withoutPathsOfThisMachine(),
};

/** Where a build leaves the Wasm, whatever its features. */
export const wasmOutput: string = path.join(TARGET_DIR, 'release', 'wbuild', 'airo-runtime');
export const WASM = 'airo_runtime.compact.compressed.wasm';

/** Runs cargo in `chain`; resolves with what it wrote to standard output. */
export function cargo(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Buffer> {
  const env = { ...process.env, CARGO_TARGET_DIR: TARGET_DIR, ...environment };
  return new Promise((resolve, reject) => {
    const child = spawn('cargo', args, { cwd: CHAIN, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new Error(`cargo ${args.join(' ')} ended with ${code}`));
    });
  });
}

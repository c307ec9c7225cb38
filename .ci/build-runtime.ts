/**
 * Builds the runtime's Wasm and metadata into `chain/artifacts`, with a digest of the sources they come from.
 * `--check` builds nothing and fails when the sources are no longer those of the committed artifacts.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const CHAIN = path.join(ROOT, 'chain');
const ARTIFACTS = path.join(CHAIN, 'artifacts');
const WASM = 'airo_runtime.compact.compressed.wasm';
const COMMAND = 'npm run build:runtime';

type Digest = { readonly sources: string; readonly wasm: string; readonly metadata: string };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isChainSource = (file: string): boolean =>
  file.endsWith('.rs') || path.basename(file) === 'Cargo.toml' || path.basename(file) === 'Cargo.lock';

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map((entry) => {
      const at = path.join(folder, entry.name);
      if (!entry.isDirectory()) return [at];
      return entry.name === 'target' || entry.name === 'artifacts' ? [] : filesUnder(at);
    }),
  );
  return nested.flat();
}

/** SHA-256 over path and content of everything the runtime is compiled from, independent of the file system's order. */
async function digestOfSources(): Promise<string> {
  const chain = (await filesUnder(CHAIN)).filter(isChainSource);
  const manifests = (await filesUnder(path.join(ROOT, 'models'))).filter((file) =>
    file.endsWith('.manifest.json'),
  );
  const names = [...chain, ...manifests]
    .map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
    .sort();
  const hash = createHash('sha256');
  for (const name of names) {
    const content = await readFile(path.join(ROOT, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Panic messages carry source paths: names them alike on every machine. */
function withoutPathsOfThisMachine(targetDir: string): string {
  const cargoHome = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo');
  const names: readonly [string, string][] = [
    [cargoHome, 'cargo'],
    [targetDir, 'target'],
    [CHAIN, 'chain'],
  ];
  return names.map(([from, to]) => `--remap-path-prefix=${from}=${to}`).join(' ');
}

/** Runs cargo in `chain`; resolves with what it wrote to standard output. */
function cargo(args: readonly string[], targetDir: string, skipWasm: boolean): Promise<Buffer> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CARGO_TARGET_DIR: targetDir,
    // Without it the Wasm would be built with whatever versions the registry has newest.
    WASM_BUILD_WORKSPACE_HINT: CHAIN,
    WASM_BUILD_RUSTFLAGS: withoutPathsOfThisMachine(targetDir),
  };
  if (skipWasm) env.SKIP_WASM_BUILD = '1';
  else delete env.SKIP_WASM_BUILD;
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

async function build(): Promise<void> {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const targetDir = process.env.CARGO_TARGET_DIR ?? path.join(cache, 'airo', 'target');
  const sources = await digestOfSources();
  await cargo(['build', '--release', '--locked', '-p', 'airo-runtime'], targetDir, false);
  const metadata = await cargo(
    ['run', '--release', '--locked', '--quiet', '-p', 'airo-runtime', '--example', 'metadata'],
    targetDir,
    true,
  );
  if ((await digestOfSources()) !== sources) {
    process.stderr.write(`The sources changed during the build: run ${COMMAND} again.\n`);
    process.exitCode = 1;
    return;
  }
  const wasm = path.join(targetDir, 'release', 'wbuild', 'airo-runtime', WASM);
  await mkdir(ARTIFACTS, { recursive: true });
  await copyFile(wasm, path.join(ARTIFACTS, WASM));
  await writeFile(path.join(ARTIFACTS, 'metadata.scale'), metadata);
  const wasmBytes = await readFile(wasm);
  const digest: Digest = { sources, wasm: sha256(wasmBytes), metadata: sha256(metadata) };
  await writeFile(path.join(ARTIFACTS, 'digest.json'), `${JSON.stringify(digest, null, 2)}\n`);
  process.stdout.write(`${WASM}: ${wasmBytes.length} bytes, metadata.scale: ${metadata.length} bytes\n`);
}

async function check(): Promise<void> {
  const read = (file: string) => readFile(path.join(ARTIFACTS, file));
  const committed = JSON.parse((await read('digest.json')).toString()) as Partial<Digest>;
  const stale: string[] = [];
  if (committed.sources !== (await digestOfSources())) stale.push('the sources under chain/ or models/');
  if (committed.wasm !== sha256(await read(WASM))) stale.push(WASM);
  if (committed.metadata !== sha256(await read('metadata.scale'))) stale.push('metadata.scale');
  if (stale.length === 0) return;
  process.stderr.write(
    `chain/artifacts doesn't match ${stale.join(', ')}: run ${COMMAND} and commit the result.\n`,
  );
  process.exitCode = 1;
}

await (process.argv.includes('--check') ? check() : build());
